import {ApiError, apiErrorOf} from '../../api/errors.ts';
import {createHttpClient} from '../../api/http-client.ts';
import type {Options} from '../../config/options.ts';
import type {Clock, Duration} from '../../core/time/clock.ts';

/** The service's responses to one request for the run list and one for the balance. */
export type ServiceAnswer = Awaited<ReturnType<typeof askService>>;

/** Requests the run list and, if that succeeds, the balance. Rejects only because of a bug. */
export async function askService(
	{baseUrl, proxy}: Pick<Options, 'baseUrl' | 'proxy'>,
	apiKey: string,
	clock: Clock,
) {
	const {signal} = new AbortController();
	let skew = null as Duration | null;
	const client = createHttpClient({
		baseUrl,
		apiKey,
		concurrency: 1,
		clock,
		proxy,
		onServerDate(time) {
			skew = clock.now() - time;
		},
	});

	try {
		const since = clock.monotonic();
		const list = await client.list({page: 1, pageSize: 1}, signal).catch(apiErrorOf);
		const ms = Math.round(clock.monotonic() - since);

		const failure = list instanceof ApiError ? list : null;
		const balance = failure === null ? await client.balance(signal).catch(apiErrorOf) : null;
		return {
			/** Why the run list could not be read; null if it could. */
			failure,
			/** The number of runs of the account; null if unknown. */
			runs: list instanceof ApiError ? null : list.total,
			ms,
			/** How far this machine's clock is ahead of the service's, in milliseconds; null if the service did not respond. */
			skew,
			/** Null if the request failed, or the key may not ask for it. */
			balance: balance instanceof ApiError ? null : balance,
		};
	} finally {
		await client.close();
	}
}

import {withDeadline} from '../api/deadline.ts';
import {GuardError} from '../api/guards.ts';
import type {PostClient, PostResponse} from '../api/post-client.ts';
import {redactor} from '../api/redact.ts';
import {parseRetryAfter} from '../api/retry-after.ts';
import {toTransportError} from '../api/transport-error.ts';
import type {Channel, ChannelFailure} from '../core/notify.ts';
import {cleanProse} from '../core/text/sanitize.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {minuteMs} from '../core/time/duration.ts';
import type {ChannelMessage} from './message.ts';
import {providers} from './providers.ts';

const timeoutMs: Duration = 15_000;
const maxPauseMs: Duration = 10 * minuteMs;
const maxDetail = 120;
/** A shorter part of an address is a word, like `send`. */
const minSecret = 8;

/** Sends a message once. Resolves to null if the channel has accepted it, or if `closing` has ended it. */
export async function deliver(
	channel: Channel,
	message: ChannelMessage,
	client: PostClient,
	clock: Clock,
	closing: AbortSignal,
): Promise<ChannelFailure | null> {
	const url = new URL(channel.url.reveal());
	const secret = channel.secret?.reveal() ?? null;
	const request = providers[channel.kind].request(message, {url, secret, now: clock.now()});

	try {
		const response = await withDeadline(async signal => client.post(request, signal), {
			clock,
			limit: timeoutMs,
			signal: closing,
		});
		return failureOf(response, channel, clock);
	} catch (error) {
		if (closing.aborted) {
			return null;
		}

		const failure = toTransportError(error, text => text);

		if (failure instanceof GuardError) {
			throw failure;
		}

		const {kind, detail, proxy} = failure;
		return kind === 'network'
			? {kind: 'unreachable', code: detail, proxy}
			: {kind: kind === 'timeout' ? 'timeout' : 'unreadable'};
	}
}

function failureOf(
	{status, headers, body}: PostResponse,
	channel: Channel,
	clock: Clock,
): ChannelFailure | null {
	const {errorFields, limits, pauseMs, hints} = providers[channel.kind];
	const fields = fieldsOf(body);
	const code = errorFields?.codes
		.map(name => fields[name])
		.find(value => typeof value === 'number');
	const said = fields[errorFields?.message ?? ''];
	const text = typeof said === 'string' ? said : '';
	// Feishu has one code for two faults.
	const isLimit =
		status === 429 ||
		limits.includes(code ?? status) ||
		(code === 9499 && /freq|too many/i.test(text));

	if (isLimit) {
		const header = headers['retry-after'] ?? headers['x-ogw-ratelimit-reset'];
		const asked = parseRetryAfter(header, clock.now());
		return {kind: 'limited', retryAfterMs: Math.min(asked ?? pauseMs, maxPauseMs)};
	}

	if (code !== undefined && code !== 0) {
		const detail = cleanProse(redactChannel(text, channel).slice(0, maxDetail));
		return {kind: 'refused', code: String(code), detail, hint: hints[code] ?? null};
	}

	if (status < 200 || status > 299) {
		return {kind: 'refused', code: `HTTP ${status}`, detail: cleanProse(''), hint: null};
	}

	// The login page of a network also has the status 200.
	return errorFields !== null && code === undefined ? {kind: 'unreadable'} : null;
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
	try {
		return {...(JSON.parse(body) as object)};
	} catch {
		return {};
	}
}

/** Removes each part of the address that can be a secret, and the secret of the signature. */
function redactChannel(text: string, {url, secret}: Channel): string {
	const {href, pathname, searchParams} = new URL(url.reveal());
	const parts = [href, secret?.reveal() ?? '', ...pathname.split('/'), ...searchParams.values()];
	return parts
		.filter(part => part.length >= minSecret)
		.reduce((rest, part) => redactor(part)(rest), text);
}

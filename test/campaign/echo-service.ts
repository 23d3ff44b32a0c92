import type {OnResponse} from '../../source/api/last-responses.ts';
import {defaultLimits} from '../../source/api/limits.ts';
import {clientOf} from '../api/client-of.ts';
import {serve} from '../api/loopback.ts';
import type {Scope} from '../helpers/program.ts';
import {id, type PollResult} from './poll-result.ts';
import type {Sent} from './transports.ts';

const {signal} = new AbortController();

/** Starts a loopback service and a real client. Returns a function that polls a run and gets the given response. */
export async function startEchoService(
	scope: Scope,
	apiKey: string,
	onResponse?: OnResponse,
): Promise<(response: Sent) => Promise<PollResult>> {
	let next: Sent | null = null;
	const {url} = await serve(scope, (_request, response) => {
		const {status, headers, body} = next ?? {status: 500, headers: {}, body: Buffer.of()};
		response.writeHead(status, headers).end(body);
	});
	const client = clientOf(scope, url, {
		apiKey,
		concurrency: 1,
		...(onResponse && {onResponse}),
		limits: {...defaultLimits, headers: 5000, idle: 5000, total: 10_000},
	});
	return async response => {
		next = response;

		try {
			return await client.execution(id, signal);
		} catch (error) {
			return error instanceof Error ? error : new Error(String(error));
		}
	};
}

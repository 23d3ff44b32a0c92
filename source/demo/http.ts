import type {ServerResponse} from 'node:http';
import type {Clock} from '../core/time/clock.ts';
import type {Fault} from './script.ts';

export type DemoResponse = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array;
	/** The maximum speed in bytes per second; undefined: unlimited. */
	readonly pace?: number;
};

type ServiceClock = Pick<Clock, 'now' | 'after'>;

/** The interval between two chunks of a response with limited speed. */
const pieceMs = 50;

export function success(data: unknown): DemoResponse {
	return json(200, {code: 0, msg: '查询成功', data});
}

/** Returns an error response. The `code` in its body is equal to the HTTP status. */
export function refusal(
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): DemoResponse {
	return json(status, {code: status, msg: message, data: null}, headers);
}

export function json(
	status: number,
	value: unknown,
	headers: Readonly<Record<string, string>> = {},
): DemoResponse {
	return {
		status,
		headers: {'content-type': 'application/json; charset=utf-8', ...headers},
		body: JSON.stringify(value),
	};
}

/**
 * Sends what `reply` returns, with a fault if it is not null. `reply` is called after a delay, so that a late response
 * has the progress that the run has by then. Stops when the connection is closed.
 */
export async function send(
	response: ServerResponse,
	fault: Fault | null,
	reply: () => DemoResponse,
	clock: ServiceClock,
): Promise<void> {
	if (fault?.kind === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}

	if (fault?.kind === 'delay') {
		await delay(response, fault.ms, clock);
	}

	const {
		status,
		headers,
		body: content,
		pace = Infinity,
	} = fault?.kind === 'response' ? {pace: Infinity, ...fault} : reply();
	const body = Buffer.from(content);
	response.writeHead(status, {
		...headers,
		'content-length': body.length,
		date: new Date(clock.now()).toUTCString(),
	});

	if (fault?.kind === 'cut') {
		response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
		return;
	}

	const step = Math.ceil((pace * pieceMs) / 1000);
	let sent = 0;

	for (; body.length - sent > step && !response.destroyed; sent += step) {
		const pause = Promise.withResolvers<void>();
		response.write(body.subarray(sent, sent + step));
		clock.after(pieceMs, pause.resolve);
		await pause.promise;
	}

	response.end(body.subarray(sent));
}

/** Resolves after `ms`; never, if the connection closes before. */
export async function delay(
	response: ServerResponse,
	ms: number,
	clock: ServiceClock,
): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	response.once('close', clock.after(ms, resolve));
	await promise;
}

import type {ServerResponse} from 'node:http';
import type {Clock} from '../core/time/clock.ts';
import type {DemoResponse} from './response.ts';
import type {Fault} from './script.ts';

type ServiceClock = Pick<Clock, 'now' | 'after'>;

/** The interval between two chunks of a response with limited speed. */
const pieceMs = 50;

/** Sends a response, slowly if its speed is limited. Stops when the connection is closed. */
export async function send(
	response: ServerResponse,
	reply: DemoResponse,
	clock: ServiceClock,
): Promise<void> {
	const {pace = Infinity} = reply;
	const body = Buffer.from(reply.body);
	const step = Math.ceil((pace * pieceMs) / 1000);
	let sent = 0;
	writeHead(response, reply, clock);

	while (body.length - sent > step && !response.destroyed) {
		const pause = Promise.withResolvers<void>();
		response.write(body.subarray(sent, sent + step));
		sent += step;
		clock.after(pieceMs, pause.resolve);
		await pause.promise;
	}

	response.end(body.subarray(sent));
}

/**
 * Sends a response with a fault. `reply` computes the normal response. For a delayed response, it is called after the
 * delay, so that the response has the progress that the run has by then.
 */
export async function sendWithFault(
	response: ServerResponse,
	fault: Fault,
	reply: () => DemoResponse,
	clock: ServiceClock,
): Promise<void> {
	switch (fault.kind) {
		case 'response':
			await send(response, {headers: {}, ...fault}, clock);
			break;
		case 'reset':
			response.socket?.resetAndDestroy();
			break;
		case 'cut': {
			const whole = reply();
			const body = Buffer.from(whole.body);
			writeHead(response, whole, clock);
			response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
			break;
		}
		case 'delay': {
			await delay(response, fault.ms, clock);
			await send(response, reply(), clock);
			break;
		}
	}
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

function writeHead(
	response: ServerResponse,
	{status, headers, body}: DemoResponse,
	clock: ServiceClock,
): void {
	response.writeHead(status, {
		...headers,
		'content-length': Buffer.byteLength(body),
		date: new Date(clock.now()).toUTCString(),
	});
}

import type {ServerResponse} from 'node:http';
import type {Cancel, Clock, Instant} from '../core/time/clock.ts';
import type {DemoResponse} from './reply.ts';
import type {Fault} from './script.ts';

/** `now` is the service's time, for the `Date` header. */
export function send(response: ServerResponse, reply: DemoResponse, now: Instant): void {
	writeHead(response, reply, now);
	response.end(reply.body);
}

/** The time between two pieces of a throttled response, in ms. */
const beat = 50;

/** Sends a throttled response; resolves when the connection closes. */
export function sendPaced(
	response: ServerResponse,
	reply: DemoResponse & {readonly pace: number},
	time: {readonly now: () => Instant; readonly after: Clock['after']},
): void {
	const body = Buffer.from(reply.body);
	const step = Math.ceil((reply.pace * beat) / 1000);
	let sent = 0;
	let cancel: Cancel = () => undefined;

	function sendNext(): void {
		const piece = body.subarray(sent, sent + step);
		sent += piece.length;

		if (sent >= body.length) {
			response.end(piece);
		} else {
			response.write(piece);
			cancel = time.after(beat, sendNext);
		}
	}

	writeHead(response, reply, time.now());
	response.once('close', () => {
		cancel();
	});
	sendNext();
}

/** Applies the fault and sends the response. A late response is not created before it is due. */
export function sendWithFault(
	response: ServerResponse,
	fault: Fault,
	reply: () => DemoResponse,
	time: {readonly now: () => Instant; readonly after: Clock['after']},
): void {
	switch (fault.kind) {
		case 'response': {
			const {status, headers = {}, body} = fault;
			send(response, {status, headers, body}, time.now());
			break;
		}
		case 'reset':
			response.socket?.resetAndDestroy();
			break;
		case 'cut':
			sendHalf(response, reply(), time.now());
			break;
		case 'delay':
			// Nobody waits any more once the connection is gone.
			response.once(
				'close',
				time.after(fault.ms, () => {
					send(response, reply(), time.now());
				}),
			);
			break;
	}
}

/** Sends the headers of the whole body but closes the connection in the middle of the body. */
function sendHalf(response: ServerResponse, reply: DemoResponse, now: Instant): void {
	const body = Buffer.from(reply.body);
	writeHead(response, reply, now);
	response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
		response.destroy();
	});
}

function writeHead(
	response: ServerResponse,
	{status, headers, body}: DemoResponse,
	now: Instant,
): void {
	response.writeHead(status, {
		...headers,
		'content-length': Buffer.byteLength(body),
		date: new Date(now).toUTCString(),
	});
}

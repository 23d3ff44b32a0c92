import type {ServerResponse} from 'node:http';
import type {Cancel, Clock, Instant} from '../core/time/clock.ts';
import type {DemoResponse} from './reply.ts';
import type {Fault} from './script.ts';

export function send(response: ServerResponse, reply: DemoResponse, now: Instant): void {
	writeHead(response, reply, now);
	response.end(reply.body);
}

/** The interval between two chunks of a response with limited speed. */
const pieceMs = 50;

/** Sends a response at a limited speed. Stops if the connection closes. */
export function sendPaced(
	response: ServerResponse,
	reply: DemoResponse & {readonly pace: number},
	time: {readonly now: () => Instant; readonly after: Clock['after']},
): void {
	const body = Buffer.from(reply.body);
	const step = Math.ceil((reply.pace * pieceMs) / 1000);
	let sent = 0;
	let cancel: Cancel = () => undefined;

	function sendNext(): void {
		const piece = body.subarray(sent, sent + step);
		sent += piece.length;

		if (sent >= body.length) {
			response.end(piece);
		} else {
			response.write(piece);
			cancel = time.after(pieceMs, sendNext);
		}
	}

	writeHead(response, reply, time.now());
	response.once('close', () => {
		cancel();
	});
	sendNext();
}

/** Sends a response with a fault. Creates a delayed response only when it is sent. */
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
			// Cancels the timer if the connection closes before.
			response.once(
				'close',
				time.after(fault.ms, () => {
					send(response, reply(), time.now());
				}),
			);
			break;
	}
}

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

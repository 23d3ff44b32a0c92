import type {ServerResponse} from 'node:http';
import type {Clock, Instant} from '../domain/clock.ts';
import type {Reply} from './reply.ts';
import type {Fault} from './script.ts';

/** Sends an answer whole. `now` is the service's own time, for the `Date` header. */
export function send(response: ServerResponse, reply: Reply, now: Instant): void {
	writeHead(response, reply, now);
	response.end(reply.body);
}

/** Sends what the fault makes of an answer. A late answer is not even made before it is due. */
export function sendWithFault(
	response: ServerResponse,
	fault: Fault,
	reply: () => Reply,
	time: {readonly now: () => Instant; readonly after: Clock['after']},
): void {
	switch (fault.kind) {
		case 'answer': {
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

/** The head promises the whole body, and the connection ends in the middle of it. */
function sendHalf(response: ServerResponse, reply: Reply, now: Instant): void {
	const body = Buffer.from(reply.body);
	writeHead(response, reply, now);
	response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
		response.destroy();
	});
}

function writeHead(response: ServerResponse, {status, headers, body}: Reply, now: Instant): void {
	response.writeHead(status, {
		...headers,
		'content-length': Buffer.byteLength(body),
		date: new Date(now).toUTCString(),
	});
}

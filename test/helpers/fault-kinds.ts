import {badBodies} from './fault-bodies.ts';
import {badHeads} from './fault-heads.ts';
import {head, whole, type FaultKind} from './fault-kind.ts';

/** Faults of the connection. */
const connectionFaults: readonly FaultKind[] = [
	{
		name: 'reset before the head',
		act(socket) {
			socket.resetAndDestroy();
		},
	},
	{
		name: 'closed before the head',
		act(socket) {
			socket.end();
		},
	},
	{
		name: 'reset after the head',
		act(socket, {body}) {
			socket.write(head(200, {'content-length': body.length}), () => {
				socket.resetAndDestroy();
			});
		},
	},
	{
		name: 'closed after the head',
		act(socket, {body}) {
			socket.end(head(200, {'content-length': body.length}));
		},
	},
	{
		name: 'reset in the middle of the body',
		act(socket, {body, chance}) {
			socket.write(head(200, {'content-length': body.length}));
			socket.write(body.subarray(0, chance.between(1, body.length - 1)), () => {
				socket.resetAndDestroy();
			});
		},
	},
	{
		name: 'closed in the middle of the body',
		act(socket, {body, chance}) {
			socket.write(head(200, {'content-length': body.length}));
			socket.end(body.subarray(0, chance.between(0, body.length - 1)));
		},
	},
	{
		name: 'reset in the middle of the head',
		act(socket, {body, chance}) {
			const bytes = head(200, {'content-length': body.length});
			socket.write(bytes.slice(0, chance.between(1, bytes.length - 1)), () => {
				socket.resetAndDestroy();
			});
		},
	},
	{
		name: 'half open',
		slow: true,
		act(socket) {
			socket.pause();
		},
	},
	{name: 'stalled before the head', slow: true, act() {}},
	{
		name: 'stalled after the head',
		slow: true,
		act(socket, {body}) {
			socket.write(head(200, {'content-length': body.length}));
		},
	},
	{
		name: 'stalled in the middle of the body',
		slow: true,
		act(socket, {body, chance}) {
			socket.write(head(200, {'content-length': body.length}));
			socket.write(body.subarray(0, chance.between(1, body.length - 1)));
		},
	},
	{
		name: 'dripping head',
		slow: true,
		act(socket, {body, drip}) {
			drip(socket, Buffer.from(head(200, {'content-length': body.length})));
		},
	},
	{
		name: 'dripping body',
		slow: true,
		act(socket, {body, drip}) {
			socket.write(head(200, {'content-length': body.length}));
			drip(socket, body);
		},
	},
	{
		name: 'late answer',
		slow: true,
		act(socket, {body, later}) {
			later(socket, () => {
				socket.write(whole(body));
			});
		},
	},
	{
		name: 'closed as the next question comes',
		unnoticed: true,
		act(socket, {body, reused}) {
			if (reused) {
				socket.destroy();
			} else {
				socket.write(whole(body));
			}
		},
	},
	{
		name: 'reset as the next question comes',
		unnoticed: true,
		act(socket, {body, reused}) {
			if (reused) {
				socket.resetAndDestroy();
			} else {
				socket.write(whole(body));
			}
		},
	},
	{
		name: 'closed right after the answer',
		unnoticed: true,
		act(socket, {body}) {
			socket.end(whole(body));
		},
	},
	{
		name: 'reset right after the answer',
		act(socket, {body}) {
			socket.write(whole(body), () => {
				socket.resetAndDestroy();
			});
		},
	},
	{
		name: 'an answer that nobody asked for behind it',
		act(socket, {body}) {
			socket.write(Buffer.concat([whole(body), whole(Buffer.from('{"code":0,"data":{}}'))]));
		},
	},
	{
		name: 'every byte in a packet of its own',
		unnoticed: true,
		act(socket, {body}) {
			socket.setNoDelay(true);

			for (const byte of whole(body)) {
				socket.write(Buffer.of(byte));
			}
		},
	},
];

/**
 * Faults of DNS and connecting, which the service carries out itself. Each affects two requests: the first is broken
 * off, the next one does not get through.
 */
const reachFaults: readonly FaultKind[] = (
	[
		['refused', 'refuse'],
		['reset when accepted', 'reset'],
		['accepted and silent', 'silence'],
		['name not found', 'ENOTFOUND'],
		['name server out of reach', 'EAI_AGAIN'],
		['name server in trouble', 'ESERVFAIL'],
		['nobody at the first address', 'wrong-first'],
	] as const
).map(([name, reach]) => ({name, reach, slow: true, act() {}}));

/** All faults between a client and this API, and in its responses. */
export const faultKinds: readonly FaultKind[] = [
	...connectionFaults,
	...badHeads,
	...badBodies,
	...reachFaults,
];

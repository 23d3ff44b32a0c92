import type {Socket} from 'node:net';
import type {Chance} from './fault-chance.ts';

/** What a fault is made with. */
export type FaultTools = {
	/** The answer as it should be: JSON. */
	readonly body: Buffer;
	readonly chance: Chance;
	/** The key that the question came with. */
	readonly authorization: string;
	/** Where somebody else listens, who is to hear nothing. */
	readonly elsewhere: URL;
	/** Whether the connection had been used before. */
	readonly reused: boolean;
	/** The service's own time, in milliseconds. */
	readonly now: () => number;
	/** Sends so slowly that nobody waits for the end of it. */
	readonly drip: (socket: Socket, bytes: Buffer) => void;
	/** Does something after a good while, if the connection is still there. */
	readonly later: (socket: Socket, work: () => void) => void;
};

/** One way in which a question goes wrong. */
export type FaultKind = {
	readonly name: string;
	/**
	 * What comes of it for the watch: the key is refused and nothing is asked any more, the run is given up, or
	 * all are, as the service wishes to be left alone for longer than is waited. It recovers where nothing is said.
	 */
	readonly outcome?: Outcome;
	/** Whether it takes its time, so that it is not to come many times in a row: then the run would rightly be given up. */
	readonly slow?: boolean;
	/** Whether nobody has to notice: the answer is whole, or the question is repeated at once (H6). It comes once. */
	readonly unnoticed?: boolean;
	/** The question does not even get there. */
	readonly reach?: ReachFault;
	readonly act: (socket: Socket, tools: FaultTools) => void;
};

export type Outcome = 'denied' | 'given-up' | 'abandoned';

export type ReachFault =
	'refuse' | 'reset' | 'silence' | 'ENOTFOUND' | 'EAI_AGAIN' | 'ESERVFAIL' | 'wrong-first';

type Headers = Readonly<Record<string, string | number | readonly string[]>>;

/** The head of an answer. A list is a header that comes several times. */
export function head(status: number, headers: Headers = {}): string {
	const lines = Object.entries(headers).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value]).map(one => `${name}: ${one}`),
	);
	return [`HTTP/1.1 ${status} Said`, ...lines, '', ''].join('\r\n');
}

/** A whole answer on a connection that is kept. */
export function whole(body: string | Uint8Array, status = 200, headers: Headers = {}): Buffer {
	const bytes = Buffer.from(body);
	return Buffer.concat([
		Buffer.from(head(status, {...headers, 'content-length': bytes.length})),
		bytes,
	]);
}

/** A fault that is nothing but other bytes in the place of the answer. */
export function saying(
	name: string,
	bytes: (tools: FaultTools) => string | Uint8Array,
	traits: Partial<FaultKind> = {},
): FaultKind {
	return {
		name,
		...traits,
		act(socket, tools) {
			socket.write(bytes(tools));
		},
	};
}

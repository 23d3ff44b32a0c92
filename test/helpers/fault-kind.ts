import type {Socket} from 'node:net';
import type {Chance} from './fault-chance.ts';

export type FaultTools = {
	/** The correct response as JSON. */
	readonly body: Buffer;
	readonly chance: Chance;
	/** The API key of the request. */
	readonly authorization: string;
	/** Another server, which must get no request. */
	readonly elsewhere: URL;
	/** Whether the connection is reused. */
	readonly reused: boolean;
	/** The server's time in milliseconds. */
	readonly now: () => number;
	/** Sends too slowly for any timeout. */
	readonly drip: (socket: Socket, bytes: Buffer) => void;
	/** Calls back after a delay if the connection is still open. */
	readonly later: (socket: Socket, work: () => void) => void;
};

export type FaultKind = {
	readonly name: string;
	/**
	 * The effect on the watch: polling stops (rejected API key), the run is given up, or all runs are (the service
	 * demands a pause beyond the limit). The default is recovery.
	 */
	readonly outcome?: Outcome;
	/** Whether it is slow. Repeated slow faults would rightly end in giving up the run. */
	readonly slow?: boolean;
	/**
	 * Whether the user need not notice: the response is complete, or the request is retried at once (H6). Occurs
	 * once.
	 */
	readonly unnoticed?: boolean;
	/** The request does not reach the service. */
	readonly reach?: ReachFault;
	readonly act: (socket: Socket, tools: FaultTools) => void;
};

export type Outcome = 'denied' | 'given-up' | 'abandoned';

export type ReachFault =
	'refuse' | 'reset' | 'silence' | 'ENOTFOUND' | 'EAI_AGAIN' | 'ESERVFAIL' | 'wrong-first';

type Headers = Readonly<Record<string, string | number | readonly string[]>>;

/** A response head. An array repeats a header. */
export function head(status: number, headers: Headers = {}): string {
	const lines = Object.entries(headers).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value]).map(one => `${name}: ${one}`),
	);
	return [`HTTP/1.1 ${status} Said`, ...lines, '', ''].join('\r\n');
}

/** A complete response on a connection that stays open. */
export function whole(body: string | Uint8Array, status = 200, headers: Headers = {}): Buffer {
	const bytes = Buffer.from(body);
	return Buffer.concat([
		Buffer.from(head(status, {...headers, 'content-length': bytes.length})),
		bytes,
	]);
}

/** A fault that only replaces the bytes of the response. */
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

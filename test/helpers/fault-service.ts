import {once} from 'node:events';
import type {LookupFunction} from 'node:net';
import {createServer, type AddressInfo, type Socket} from 'node:net';
import {setTimeout} from 'node:timers/promises';
import type {Clock} from '../../source/core/time/clock.ts';
import type {Chance} from './fault-chance.ts';
import {whole, type FaultKind, type ReachFault} from './fault-kind.ts';

/** Which request fails, and how often in sequence. */
export type PlannedFault = {
	readonly kind: FaultKind;
	/** The run, and how many of its requests succeed before. */
	readonly run: string;
	readonly after: number;
	readonly times: number;
};

export type FaultServiceOptions = {
	/** Responses by run, in order. The last one repeats. */
	readonly stories: ReadonlyMap<string, readonly string[]>;
	readonly faults: readonly PlannedFault[];
	readonly chance: Chance;
	/** The server's clock. */
	readonly clock: Clock;
	/** Another server, which must get no request. */
	readonly elsewhere: URL;
};

/** A received request. */
export type HeardQuestion = {readonly head: string; readonly path: string};

/** A service on a loopback port that responds correctly except for planned faults. */
export type FaultService = {
	readonly url: URL;
	/** Replaces DNS, since the service's name does not exist. */
	readonly lookup: LookupFunction;
	readonly heard: readonly HeardQuestion[];
	/** The number of faults so far. */
	readonly befallen: () => number;
	close(): Promise<void>;
};

/** The pause between two bytes of a slow response. With a hundred of them every timeout is over. */
const dripPause = 40;
const lateness = 250;
/** How long connections are refused. */
const away = 120;
/** The error of a failed lookup. */
const nameFaults = ['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL'] as const;
/** An address without the service. */
const wrongAddress = '127.0.0.2';

/** Starts the service. Only its own `lookup` resolves its name. */
export async function startFaultService(options: FaultServiceOptions): Promise<FaultService> {
	const {stories, chance, clock, elsewhere} = options;
	const sockets = new Set<Socket>();
	const heard: HeardQuestion[] = [];
	const told = new Map<string, number>();
	const left = options.faults.map(fault => ({...fault}));
	const working = new AbortController();
	let befallen = 0;
	let onReach: {fault: ReachFault; times: number} | null = null;

	const server = createServer(socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		// Clients that disconnect are expected.
		socket.on('error', () => undefined);

		if (onReach !== null && takeReach('reset')) {
			socket.resetAndDestroy();
		} else if (onReach !== null && takeReach('silence')) {
			socket.pause();
		} else {
			listenTo(socket);
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;

	function listenTo(socket: Socket): void {
		let input = '';
		let requests = 0;
		socket.setEncoding('latin1');
		socket.on('data', (piece: string) => {
			input += piece;

			for (let end = input.indexOf('\r\n\r\n'); end !== -1; end = input.indexOf('\r\n\r\n')) {
				const request = input.slice(0, end);
				input = input.slice(end + 4);
				response(socket, request, requests > 0);
				requests++;
			}
		});
	}

	function response(socket: Socket, head: string, reused: boolean): void {
		const [, path = ''] = /^\S+ (\S+)/.exec(head) ?? [];
		const {pathname, searchParams} = new URL(path, 'http://service/');
		heard.push({head, path});

		if (!pathname.endsWith('/run/execution')) {
			socket.write(whole('{"code":0,"msg":"","data":{"title":"文生图"}}'));
			return;
		}

		const run = searchParams.get('run_order_id') ?? '';
		const story = stories.get(run) ?? [];
		const nth = told.get(run) ?? 0;
		const body = Buffer.from(story[Math.min(nth, story.length - 1)] ?? '');
		const fault = left.find(one => one.run === run && one.after === nth && one.times > 0);

		if (fault === undefined) {
			told.set(run, nth + 1);
			socket.write(whole(body, 200, {date: new Date(clock.now()).toUTCString()}));
			return;
		}

		befallen++;
		left[left.indexOf(fault)] = {...fault, times: fault.times - 1};
		befall(socket, fault.kind, body, head, reused);
	}

	function befall(
		socket: Socket,
		{reach, act}: FaultKind,
		body: Buffer,
		head: string,
		reused: boolean,
	): void {
		if (reach !== undefined) {
			begin(reach);
			return;
		}

		const [, authorization = ''] = /\r\nauthorization: ([^\r]*)/i.exec(head) ?? [];
		act(socket, {
			body,
			chance,
			authorization,
			reused,
			elsewhere,
			now: () => clock.now(),
			drip(slow, bytes) {
				void trickle(slow, bytes);
			},
			later(slow, work) {
				void wait(lateness).then(isOver => (isOver || slow.destroyed ? undefined : work()));
			},
		});
	}

	/** Makes the service unreachable for a number of attempts or a time. */
	function begin(fault: ReachFault): void {
		onReach = {fault, times: 1};

		if (fault === 'refuse') {
			server.close();
			void wait(away).then(isOver => {
				onReach = null;

				if (!isOver) {
					server.listen(port, '127.0.0.1');
				}
			});
		}

		for (const socket of sockets) {
			socket.resetAndDestroy();
		}
	}

	function takeReach(fault: ReachFault): boolean {
		if (onReach?.fault !== fault) {
			return false;
		}

		onReach = null;
		return true;
	}

	async function trickle(socket: Socket, bytes: Buffer): Promise<void> {
		for (const byte of bytes) {
			if (socket.destroyed || (await wait(dripPause))) {
				return;
			}

			socket.write(Buffer.of(byte));
		}
	}

	/** Waits. Returns whether the service was closed. */
	async function wait(duration: number): Promise<boolean> {
		try {
			await setTimeout(duration, undefined, {signal: working.signal});
			return false;
		} catch {
			return true;
		}
	}

	const lookup: LookupFunction = (_host, _options, callback) => {
		const address = {address: '127.0.0.1', family: 4};

		const code = nameFaults.find(fault => takeReach(fault));

		if (code !== undefined) {
			callback(Object.assign(new Error(`getaddrinfo ${code}`), {code}), []);
		} else if (takeReach('wrong-first')) {
			callback(null, [{address: wrongAddress, family: 4}, address]);
		} else {
			callback(null, [address]);
		}
	};

	return {
		// The client allows plain HTTP only to this machine, and `localhost` needs a lookup.
		url: new URL(`http://localhost:${port}`),
		lookup,
		heard,
		befallen: () => befallen,
		async close() {
			working.abort();

			for (const socket of sockets) {
				socket.destroy();
			}

			if (server.listening) {
				server.close();
				await once(server, 'close');
			}
		},
	};
}

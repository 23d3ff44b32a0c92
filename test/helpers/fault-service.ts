import {createServer, type LookupFunction, type Socket} from 'node:net';
import {setTimeout} from 'node:timers/promises';
import type {Clock} from '../../source/core/time/clock.ts';
import {listen} from '../api/loopback.ts';
import type {Chance} from './fault-chance.ts';
import {whole, type FaultKind, type ReachFault} from './fault-kinds.ts';
import type {Scope} from './program.ts';

/** Which request fails, and how often in sequence. */
export type PlannedFault = {
	readonly kind: FaultKind;
	/** The run, and how many of its requests succeed before. */
	readonly run: string;
	readonly after: number;
	readonly times: number;
};

type FaultServiceOptions = {
	/** Responses by run, in order. The last one repeats. */
	readonly scripts: ReadonlyMap<string, readonly string[]>;
	readonly faults: readonly PlannedFault[];
	readonly chance: Chance;
	readonly clock: Clock;
	/** Another server, which must get no request. */
	readonly elsewhere: URL;
};

export type FaultService = Awaited<ReturnType<typeof startFaultService>>;

/** The pause between two bytes of a slow response. A hundred bytes take 4 s, longer than a request may take. */
const dripMs = 40;
const lateMs = 250;
const refusedMs = 120;
/** The possible error codes of a failed DNS lookup. */
const nameFaults = ['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL'] as const;

/**
 * Starts a service on a loopback port that responds correctly except for planned faults. Only its own `lookup` resolves
 * its name.
 */
export async function startFaultService(
	scope: Scope,
	{scripts, faults, chance, clock, elsewhere}: FaultServiceOptions,
) {
	const sockets = new Set<Socket>();
	const requests: {readonly head: string; readonly path: string}[] = [];
	const successes = new Map<string, number>();
	const planned = faults.map(fault => ({...fault}));
	const closed = new AbortController();
	let faultCount = 0;
	let nextReach: ReachFault | null = null;

	const server = createServer(socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		// Clients that disconnect are expected.
		socket.on('error', () => undefined);

		if (takeReach('reset')) {
			socket.resetAndDestroy();
		} else if (takeReach('silence')) {
			socket.pause();
		} else {
			serve(socket);
		}
	});
	const {port} = (await listen(scope, server)).url;
	scope.after(() => closed.abort());

	function serve(socket: Socket): void {
		let input = '';
		let count = 0;
		socket.setEncoding('latin1');
		socket.on('data', (piece: string) => {
			input += piece;

			for (let end = input.indexOf('\r\n\r\n'); end !== -1; end = input.indexOf('\r\n\r\n')) {
				const head = input.slice(0, end);
				input = input.slice(end + 4);
				respond(socket, head, count > 0);
				count++;
			}
		});
	}

	function respond(socket: Socket, head: string, reused: boolean): void {
		const [, path = ''] = /^\S+ (\S+)/.exec(head) ?? [];
		const {pathname, searchParams} = new URL(path, 'http://service/');
		requests.push({head, path});

		if (!pathname.endsWith('/run/execution')) {
			socket.write(whole('{"code":0,"msg":"","data":{"title":"文生图"}}'));
			return;
		}

		const run = searchParams.get('run_order_id') ?? '';
		const responses = scripts.get(run) ?? [];
		const nth = successes.get(run) ?? 0;
		const body = Buffer.from(responses[Math.min(nth, responses.length - 1)] ?? '');
		const fault = planned.find(one => one.run === run && one.after === nth && one.times > 0);

		if (fault === undefined) {
			successes.set(run, nth + 1);
			socket.write(whole(body, 200, {date: new Date(clock.now()).toUTCString()}));
			return;
		}

		faultCount++;
		planned[planned.indexOf(fault)] = {...fault, times: fault.times - 1};
		const {reach, act} = fault.kind;

		if (reach !== undefined) {
			makeUnreachable(reach);
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
				void drip(slow, bytes);
			},
			later(slow, work) {
				void wait(lateMs).then(isOver => (isOver || slow.destroyed ? undefined : work()));
			},
		});
	}

	/**
	 * Aborts all connections. Then the next lookup or connection fails as `fault` says. With `refuse`, all
	 * connections fail for a time.
	 */
	function makeUnreachable(fault: ReachFault): void {
		nextReach = fault;

		if (fault === 'refuse') {
			server.close();
			void wait(refusedMs).then(isOver => {
				nextReach = null;

				if (!isOver) {
					server.listen(Number(port), '127.0.0.1');
				}
			});
		}

		for (const socket of sockets) {
			socket.resetAndDestroy();
		}
	}

	function takeReach(fault: ReachFault): boolean {
		const isNext = nextReach === fault;
		nextReach = isNext ? null : nextReach;
		return isNext;
	}

	async function drip(socket: Socket, bytes: Buffer): Promise<void> {
		for (const byte of bytes) {
			if (socket.destroyed || (await wait(dripMs))) {
				return;
			}

			socket.write(Buffer.of(byte));
		}
	}

	/** Waits. Returns whether the service was closed. */
	async function wait(duration: number): Promise<boolean> {
		try {
			await setTimeout(duration, undefined, {signal: closed.signal});
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
		} else {
			const wrong = takeReach('wrong-first') ? [{address: '127.0.0.2', family: 4}] : [];
			callback(null, [...wrong, address]);
		}
	};

	return {
		// The client allows plain HTTP only to this machine, and `localhost` needs a lookup.
		url: new URL(`http://localhost:${port}`),
		lookup,
		requests,
		faultCount: () => faultCount,
	};
}

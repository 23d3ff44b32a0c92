import dns from 'node:dns';
import {statSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {isIP, Socket} from 'node:net';
import timersPromises from 'node:timers/promises';
import {isMainThread} from 'node:worker_threads';
import {isAsleep} from './asleep.ts';

/*
 * Loaded into the program before it starts (`node --import`), so that neither the clock nor the load of the machine
 * changes what it prints.
 * - The wall clock is the modification time of a file. It stands still until the recorder moves it.
 * - Timers and the monotonic clock count in place of time how often the process had nothing to do for a moment:
 *   nothing was left to run, no other thread worked, and the loopback service owed no response. So a process that gets
 *   no processor misses no deadline, and timers and responses come in the same order each time.
 * - Random numbers are constant, so that waits have no jitter.
 * - No name has an address, so that nothing leaves this machine.
 */

const file = process.env['RECORD_CLOCK'] ?? '';
const now = (): number => statSync(file).mtimeMs;
Date.now = now;
globalThis.Date = new Proxy(Date, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
});
Math.random = () => 0.5;

const {lookup} = dns;
dns.lookup = ((name: string, ...rest: readonly unknown[]) => {
	if (name === 'localhost' || isIP(name) !== 0) {
		Reflect.apply(lookup, dns, [name, ...rest]);
	} else {
		const code = 'ENOTFOUND';
		const error = Object.assign(new Error(`getaddrinfo ${code} ${name}`), {code, hostname: name});
		process.nextTick(rest.at(-1) as (error: Error) => void, error);
	}
}) as typeof lookup;

/** The connections to the service that are being opened, or on which it owes a response. */
const owed = new Set<Socket>();
const servicePort = Number(URL.parse(process.env['CHENYU_BASE_URL'] ?? '')?.port);
const clients = new WeakSet<Socket>();
const {
	connect,
	_writeGeneric: write,
	push,
} = Socket.prototype as unknown as Record<
	'connect' | '_writeGeneric' | 'push',
	(this: Socket, ...args: readonly unknown[]) => unknown
>;
Object.assign(Socket.prototype, {
	connect(this: Socket, ...args: readonly unknown[]) {
		const [to] = args.flat() as ReadonlyArray<{readonly port?: unknown}>;

		if (Number(to?.port) === servicePort) {
			clients.add(this);
			owed.add(this);
			this.once('close', () => owed.delete(this));
		}

		return Reflect.apply(connect, this, args);
	},
	_writeGeneric(this: Socket, ...args: readonly unknown[]) {
		if (clients.has(this)) {
			owed.add(this);
		}

		return Reflect.apply(write, this, args);
	},
	push(this: Socket, ...args: readonly unknown[]) {
		owed.delete(this);
		return Reflect.apply(push, this, args);
	},
});

const tickMs = 10;
const {setTimeout: realTimeout, clearTimeout: clearRealTimeout} = globalThis;
const timers = new Set<Timer>();
let elapsed = 0;
let ticking: NodeJS.Timeout | null = null;
let idleBefore = 0;

class Timer {
	due = 0;
	isRef = true;
	readonly ms: number;
	readonly call: () => void;
	readonly repeats: boolean;

	constructor(ms: number, call: () => void, repeats: boolean) {
		this.ms = ms;
		this.call = call;
		this.repeats = repeats;
		this.refresh();
	}

	refresh(): this {
		this.due = elapsed + Math.max(1, this.ms);
		timers.add(this);
		arm();
		return this;
	}

	ref(): this {
		this.isRef = true;
		arm();
		return this;
	}

	unref(): this {
		this.isRef = false;
		arm();
		return this;
	}

	hasRef(): boolean {
		return this.isRef;
	}

	close(): this {
		timers.delete(this);
		arm();
		return this;
	}

	[Symbol.dispose](): void {
		this.close();
	}
}

/** Ticks while there are timers, and keeps the process running like them. */
function arm(): void {
	if (timers.size > 0) {
		ticking ??= realTimeout(tick, tickMs);
	}

	if ([...timers].some(({isRef}) => isRef)) {
		ticking?.ref();
	} else {
		ticking?.unref();
	}
}

function tick(): void {
	const {idle} = performance.eventLoopUtilization();
	const hadNothingToDo = idle > idleBefore;
	idleBefore = idle;
	ticking = null;
	let call: (() => void) | null = null;

	if (
		hadNothingToDo &&
		owed.size === 0 &&
		(!isMainThread || isAsleep(process.pid, {others: true}))
	) {
		// The earliest timer that is due.
		const due = [...timers].filter(timer => timer.due <= elapsed);
		const [first] = due.toSorted((a, b) => a.due - b.due);

		if (first === undefined) {
			elapsed += tickMs;
		} else {
			({call} = first);
			first.close();

			if (first.repeats) {
				first.refresh();
			}
		}
	}

	arm();
	call?.();
}

const start =
	(repeats: boolean) =>
	(call: (...args: readonly unknown[]) => void, ms = 1, ...args: readonly unknown[]) =>
		new Timer(ms || 1, () => call(...args), repeats);
const stop = (timer: unknown): void => {
	if (timer instanceof Timer) {
		timer.close();
	} else {
		clearRealTimeout(timer as NodeJS.Timeout);
	}
};
Object.assign(globalThis, {
	setTimeout: start(false),
	setInterval: start(true),
	clearTimeout: stop,
	clearInterval: stop,
});
performance.now = () => elapsed;
timersPromises.setTimeout = async (ms, value, {signal} = {}) =>
	new Promise((resolve, reject) => {
		const timer = new Timer(ms ?? 1, () => resolve(value as never), false);
		signal?.addEventListener('abort', () => {
			timer.close();
			reject(signal.reason as Error);
		});
	});
syncBuiltinESMExports();

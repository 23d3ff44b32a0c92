import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {hash} from 'node:crypto';
import {once} from 'node:events';
import {globSync, mkdtempSync, readFileSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as wait} from 'node:timers/promises';
import {spawn as spawnPty, type IPty} from '@lydell/node-pty';
import type {ServiceOptions} from './beside/service.ts';

export const root = join(import.meta.dirname, '..');
/** The path of the Node binary in `node_modules`. It is started directly: `npx` would start a second process. */
export const node = realpathSync(join(root, 'node_modules', 'node', 'bin', 'node'));
/** The built program, or the file in the variable PROGRAM. */
export const program = process.env['PROGRAM'] ?? join(root, 'dist', 'chenyu-top.js');

/** The binary for this machine that `npm run binaries` made; null if there is none. */
export const binary =
	globSync(`binaries/chenyu-top-*-${process.platform}-${process.arch}/chenyu-top*`, {cwd: root})
		.map(file => join(root, file))
		.at(0) ?? null;

const beside = join(import.meta.dirname, 'beside');
export const home = mkdtempSync(join(tmpdir(), 'chenyu-top-bench-'));

process.on('exit', () => {
	rmSync(home, {recursive: true, force: true});
});

/** All started programs share the temporary home folder, so the caches in it are warm after the first start. */
const environment = {
	PATH: process.env['PATH'] ?? '',
	HOME: home,
	TERM: 'xterm-256color',
	LANG: 'C.UTF-8',
	CHENYU_API_KEY: 'bench',
};

/** Returns a run id of bench/beside/service.ts. As in the service, ids differ in their first characters. */
export function runId(index: number): string {
	return `wfrun_${hash('sha1', String(index)).slice(0, 14)}${String(index).padStart(6, '0')}`;
}

export function runIds(runs: number): readonly string[] {
	return Array.from({length: runs}, (_, index) => runId(index));
}

/** Returns the milliseconds until the program exits. Throws if it fails. */
export function timeOfProcess(file: string, args: readonly string[]): number {
	const began = performance.now();
	const {status, error, stderr} = spawnSync(file, args, {env: environment, encoding: 'utf8'});

	if (error !== undefined || status !== 0) {
		throw new Error(`${file} ${args.join(' ')} ended with ${status}: ${stderr}`, {cause: error});
	}

	return performance.now() - began;
}

export type BenchService = {
	readonly origin: string;
	/**
	 * Returns the number of polls since the last call. `gaps`: the milliseconds from each poll to the next of the
	 * same run.
	 */
	count(): Promise<{readonly polls: number; readonly gaps: readonly number[]}>;
	close(): Promise<void>;
};

export async function startService(options: ServiceOptions): Promise<BenchService> {
	const {stdin, nextLine, close} = startBeside('service.ts', options);
	return {
		origin: await nextLine(),
		async count() {
			stdin.write('\n');
			return JSON.parse(await nextLine()) as {polls: number; gaps: number[]};
		},
		close,
	};
}

/** Starts a service of bench/beside in a process of its own, which ends with its input. */
export function startBeside(file: string, options: object) {
	const child = spawn(node, ['--import', 'tsx', join(beside, file), JSON.stringify(options)], {
		cwd: root,
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
	return {
		stdin: child.stdin,
		/** Resolves to the next line that the service prints. Rejects if it has ended. */
		nextLine: async (): Promise<string> => {
			const {value, done} = await lines.next();

			if (done === true) {
				throw new Error('the service of the bench has ended');
			}

			return value;
		},
		close: async (): Promise<void> => {
			child.stdin.end();
			await ended(child);
		},
	};
}

export type Running = {
	/** Returns the CPU milliseconds so far. */
	cpu(): number;
	/** Returns the resident memory in bytes. */
	resident(): number;
	end(): Promise<void>;
};

/** Starts a program without a terminal and discards its output. */
export function start(file: string, args: readonly string[]): Running {
	const child = spawn(file, args, {
		cwd: root,
		env: environment,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	child.stdout.resume();
	return {
		...measured(() => child.pid),
		async end() {
			child.kill('SIGINT');
			await ended(child);
		},
	};
}

/** A program in a pseudoterminal. */
export type OnScreen = Running & {
	/** Returns the bytes written so far. */
	written(): number;
	/** Resolves when the output matches. Throws after half a minute. */
	shows(text: RegExp): Promise<void>;
	/** Sends keys. Resolves to the milliseconds until the first byte of output. */
	press(keys: string): Promise<number>;
};

export function startOnScreen(
	file: string,
	args: readonly string[],
	{columns, rows}: {readonly columns: number; readonly rows: number},
): OnScreen {
	const pty: IPty = spawnPty(file, [...args], {
		cols: columns,
		rows,
		cwd: root,
		env: environment,
		encoding: 'utf8',
	});
	const gone = Promise.withResolvers<void>();
	const listeners = new Set<(text: string) => void>();
	let bytes = 0;
	let text = '';
	pty.onData(data => {
		bytes += Buffer.byteLength(data);
		text = (text + data).slice(-200_000);

		for (const listener of listeners) {
			listener(data);
		}
	});
	pty.onExit(() => {
		gone.resolve();
	});
	const next = async (until: (data: string) => boolean, what: string): Promise<void> => {
		const {promise, resolve} = Promise.withResolvers<void>();
		const listener = (data: string): void => {
			if (until(data)) {
				resolve();
			}
		};
		listeners.add(listener);
		const timeout = new AbortController();

		try {
			await Promise.race([
				promise,
				gone.promise.then(() => {
					throw new Error(`It ended before ${what}: ${text.slice(-2000)}`);
				}),
				wait(30_000, undefined, {signal: timeout.signal}).then(() => {
					throw new Error(`No ${what} within half a minute: ${text.slice(-2000)}`);
				}),
			]);
		} finally {
			timeout.abort();
			listeners.delete(listener);
		}
	};

	return {
		...measured(() => pty.pid),
		written: () => bytes,
		async shows(wanted) {
			if (!wanted.test(text)) {
				await next(() => wanted.test(text), String(wanted));
			}
		},
		async press(keys) {
			const response = next(() => true, 'response to a key');
			const began = performance.now();
			pty.write(keys);
			await response;
			return performance.now() - began;
		},
		async end() {
			pty.write('q');
			const timeout = new AbortController();
			await Promise.race([
				gone.promise,
				wait(3000, undefined, {signal: timeout.signal}).then(() => {
					pty.kill('SIGKILL');
				}),
			]);
			timeout.abort();
		},
	};
}

/** Returns functions that read the CPU time and the memory of a process from `/proc`. A tick of CPU time is 10 ms. */
export function measured(pid: () => number | undefined): Pick<Running, 'cpu' | 'resident'> {
	return {
		cpu() {
			const [, fields = ''] = readFileSync(`/proc/${pid()}/stat`, 'utf8').split(') ');
			const ticks = fields.split(' ').slice(11, 13).map(Number);
			return ((ticks[0] ?? 0) + (ticks[1] ?? 0)) * 10;
		},
		resident() {
			const [, kilobytes] =
				/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid()}/status`, 'utf8')) ?? [];
			return Number(kilobytes) * 1024;
		},
	};
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) {
		await once(child, 'exit');
	}
}

import {spawn, type ChildProcess} from 'node:child_process';
import {stripVTControlCharacters} from 'node:util';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {childEnvironment, type Environment} from './environment.ts';
import {platform} from './platform.ts';

type ProgramOutcome =
	/** `code`: null if a signal ended it. `line`: the last line it printed, of its errors if it failed. */
	| {readonly kind: 'ended'; readonly code: number | null; readonly line: SafeText}
	/** `code`: the error code of the system, such as `ENOENT`. */
	| {readonly kind: 'not-started'; readonly code: SafeText};

export type ProgramOptions = {
	/** The environment of this program. The child gets it without the API key. */
	readonly env: Environment;
	readonly clock: Pick<Clock, 'after'>;
	/** The `process` object of Node.js. When it emits `exit`, the child is ended. */
	readonly host: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
	/** What the child reads from its standard input, which is empty by default. */
	readonly input?: string;
	/** Ends the child and its own children. */
	readonly signal?: AbortSignal;
};

/** The number of bytes at the end of the output that are kept for its last line. */
const tailBytes = 4096;
/** How long to wait for output after the end, since a child of the child may keep the pipes open. */
const drainMs: Duration = 500;

/**
 * Runs a program without a shell and without the API key. It cannot open the terminal, which the screen uses. Never
 * rejects.
 */
export async function runProgram(
	argv: readonly string[],
	variables: Environment,
	options: ProgramOptions,
): Promise<ProgramOutcome> {
	try {
		const env = {...childEnvironment(options.env), ...variables};
		return await outcomeOf(start(argv, env, options.input), options);
	} catch (error) {
		// `spawn` throws for some reasons, such as `E2BIG`, and emits an event for others, such as `ENOENT`.
		const {code, name} = error as NodeJS.ErrnoException;
		return {kind: 'not-started', code: cleanName(code ?? name)};
	}
}

function start([command = '', ...args]: readonly string[], env: Environment, input?: string) {
	const child = spawn(command, args, {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: {...env},
		shell: false,
		// On Windows, a program has no access to the terminal anyway, since it is started without a window. `detached` would
		// show windows for its own children.
		detached: platform !== 'win32',
		windowsHide: true,
	});
	// A program that exits without reading its input breaks the pipe.
	child.stdin.on('error', () => undefined);
	child.stdin.end(input);
	return child;
}

/** Rejects if the program cannot be started. */
async function outcomeOf(
	child: ReturnType<typeof start>,
	{clock, host, signal}: ProgramOptions,
): Promise<ProgramOutcome> {
	const {promise, resolve, reject} = Promise.withResolvers<ProgramOutcome>();
	const kill = (): void => killTree(child);
	const output = tailOf(child.stdout);
	const errors = tailOf(child.stderr);
	const end = (code: number | null): void => {
		const line = code === 0 ? output() || errors() : errors() || output();
		resolve({kind: 'ended', code, line: cleanProse(line)});
	};
	let stopDraining: Cancel = () => undefined;
	host.on('exit', kill);
	signal?.addEventListener('abort', kill);
	child.on('error', reject);
	child.on('exit', code => {
		stopDraining = clock.after(drainMs, () => end(code));
	});
	child.on('close', end);

	try {
		return await promise;
	} finally {
		stopDraining();
		host.off('exit', kill);
		signal?.removeEventListener('abort', kill);
		child.stdout.destroy();
		child.stderr.destroy();
	}
}

/** Ends a program and its own children. Elsewhere than on Windows, it must lead a process group (`detached`). */
export function killTree(child: ChildProcess, system = platform): void {
	if (system === 'win32') {
		const args = ['/pid', String(child.pid), '/t', '/f'];
		spawn('taskkill', args, {stdio: 'ignore', windowsHide: true}).on('error', () => child.kill());
		return;
	}

	try {
		if (child.pid !== undefined) {
			process.kill(-child.pid, 'SIGKILL');
		}
	} catch {
		// The group has ended.
	}

	child.kill('SIGKILL');
}

/** Returns a function that returns the last line that a stream has delivered; empty if none has text. */
function tailOf(stream: NodeJS.ReadableStream): () => string {
	let tail = Buffer.alloc(0);
	stream.on('data', (chunk: Buffer) => {
		tail = Buffer.concat([tail, chunk]).subarray(-tailBytes);
	});
	return () => {
		const lines = stripVTControlCharacters(tail.toString('utf8')).split(/[\r\n]+/);
		return lines.findLast(line => line.trim() !== '')?.trim() ?? '';
	};
}

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {stripVTControlCharacters} from 'node:util';
import {cleanName, cleanProse, type SafeText} from '../core/text/sanitize.ts';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {childEnvironment, platform, type Environment} from './platform.ts';
import {splitCommand} from './shell-words.ts';

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
	readonly input?: string | Buffer;
	/** Ends the child and its own children. */
	readonly signal?: AbortSignal;
};

/** The number of bytes at the end of the output that are kept for its last line. */
const tailBytes = 4096;
/** How long to wait for output after the end, since a child of the child may keep the pipes open. */
const drainMs: Duration = 500;

/** Shows a text in the user's pager, with the terminal that the screen has released. Never rejects. */
export async function showInPager(text: string, options: ProgramOptions) {
	const own = splitCommand(options.env['PAGER'] ?? '') ?? [];
	// `less` of Windows would read the text in the code page of the console.
	const variables = platform === 'win32' ? {LESSCHARSET: 'utf-8'} : {};
	const show = async (argv: readonly string[]) => ({
		command: argv[0] ?? '',
		outcome: await runProgram(argv, variables, {...options, input: text}, true),
	});
	const shown = await show(own.length > 0 ? own : ['less']);
	return shown.outcome.kind === 'not-started' && own.length === 0 ? show(['more']) : shown;
}

/**
 * Runs a program without a shell and without the API key. `hasTerminal`: whether it uses the terminal, which the screen has
 * released. Otherwise it cannot open it. Never rejects.
 */
export async function runProgram(
	[command = '', ...args]: readonly string[],
	variables: Environment,
	{env, clock, host, input, signal}: ProgramOptions,
	hasTerminal = false,
): Promise<ProgramOutcome> {
	const output = hasTerminal ? 'inherit' : 'pipe';
	let child: ChildProcess;

	try {
		child = spawn(command, args, {
			stdio: ['pipe', output, output],
			env: {...childEnvironment(env), ...variables},
			shell: false,
			// On Windows, a program without a window has no access to the terminal, and `detached` would show windows.
			detached: !hasTerminal && platform !== 'win32',
			windowsHide: true,
		});
		await once(child, 'spawn');
	} catch (error) {
		// `spawn` throws for some reasons, such as `E2BIG`, and emits an event for others, such as `ENOENT`.
		const {code, name} = error as NodeJS.ErrnoException;
		return {kind: 'not-started', code: cleanName(code ?? name)};
	}

	const printed = tailOf(child.stdout);
	const errors = tailOf(child.stderr);
	const ended = Promise.withResolvers<number | null>();
	// A killed pager would leave the terminal in its own mode.
	const kill = (): void => void (hasTerminal ? child.kill() : killGroup(child));
	let stopDraining: Cancel = () => undefined;
	host.on('exit', kill);
	signal?.addEventListener('abort', kill);

	// It may have been aborted while the program started.
	if (signal?.aborted === true) {
		kill();
	}

	child.on('close', ended.resolve);
	child.on('exit', code => {
		stopDraining = clock.after(drainMs, () => ended.resolve(code));
	});
	// A program that exits without reading its input breaks the pipe.
	child.stdin?.on('error', () => undefined);
	child.stdin?.end(input);

	const code = await ended.promise;
	stopDraining();
	host.off('exit', kill);
	signal?.removeEventListener('abort', kill);
	child.stdout?.destroy();
	child.stderr?.destroy();
	const line = code === 0 ? printed() || errors() : errors() || printed();
	return {kind: 'ended', code, line: cleanProse(line)};
}

/** Ends a program that leads a process group (`detached`), and its own children; on Windows only the program. */
function killGroup(child: ChildProcess): void {
	try {
		if (child.pid !== undefined && platform !== 'win32') {
			process.kill(-child.pid, 'SIGKILL');
		}
	} catch {
		// The group has ended.
	}

	child.kill('SIGKILL');
}

/** Returns a function that returns the last line that a stream has delivered; empty if none has text. */
function tailOf(stream: NodeJS.ReadableStream | null): () => string {
	let tail = Buffer.alloc(0);
	stream?.on('data', (chunk: Buffer) => {
		tail = Buffer.concat([tail, chunk]).subarray(-tailBytes);
	});
	return () => {
		const lines = stripVTControlCharacters(tail.toString('utf8')).split(/[\r\n]+/);
		return lines.findLast(line => line.trim() !== '')?.trim() ?? '';
	};
}

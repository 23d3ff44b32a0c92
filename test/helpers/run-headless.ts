import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {buffer} from 'node:stream/consumers';
import {hangMs, node, program, root, testEnvironment, type TestEnvironment} from './program.ts';

type HeadlessSetup = {
	/** Added to `testEnvironment`; undefined removes a variable. */
	readonly env?: TestEnvironment;
	/** The content of stdin; empty by default. */
	readonly input?: string;
	readonly cwd?: string;
	/** Milliseconds before the program is killed. */
	readonly timeout?: number;
};

export type HeadlessResult = {
	/** The exit code; null after a signal. */
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
};

/** Runs the built program without a terminal until it exits. */
export async function runHeadless(
	args: readonly string[],
	setup: HeadlessSetup = {},
): Promise<HeadlessResult> {
	return runFile(node, [program(), ...args], setup);
}

export async function runFile(
	file: string,
	args: readonly string[],
	{env = {}, input = '', cwd = root, timeout = hangMs}: HeadlessSetup = {},
): Promise<HeadlessResult> {
	const child = spawn(file, args, {cwd, env: testEnvironment(env), timeout, killSignal: 'SIGKILL'});
	// A program may exit without reading its input, which breaks the pipe.
	child.stdin.on('error', () => undefined);
	child.stdin.end(input);

	const [[code, signal], stdout, stderr] = await Promise.all([
		once(child, 'close') as Promise<[HeadlessResult['code'], HeadlessResult['signal']]>,
		buffer(child.stdout),
		buffer(child.stderr),
	]);
	return {code, signal, stdout: stdout.toString(), stderr: stderr.toString()};
}

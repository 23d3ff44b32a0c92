import {spawn} from 'node:child_process';
import {hangMs} from './hang.ts';
import {node, program, root, testEnvironment, type TestEnvironment} from './program.ts';

export type HeadlessSetup = {
	/** Added to the few variables of `testEnvironment`; an undefined one is taken out. */
	readonly env?: TestEnvironment;
	/** What standard input holds; nothing by default. */
	readonly input?: string;
	readonly cwd?: string;
	/** Milliseconds until the program is killed. */
	readonly timeout?: number;
};

export type HeadlessResult = {
	/** Null where a signal ended it. */
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
};

/** Runs the built program without a terminal, to its end. */
export async function runHeadless(
	args: readonly string[],
	setup: HeadlessSetup = {},
): Promise<HeadlessResult> {
	return runFile(node, [program(), ...args], setup);
}

/** The same for any program. */
export async function runFile(
	file: string,
	args: readonly string[],
	{env = {}, input = '', cwd = root, timeout = hangMs}: HeadlessSetup = {},
): Promise<HeadlessResult> {
	const child = spawn(file, args, {cwd, env: testEnvironment(env), timeout, killSignal: 'SIGKILL'});
	const stdout: Buffer[] = [];
	const stderr: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
	// A program that ends without reading its input breaks the pipe; that is its right.
	child.stdin.on('error', () => undefined);
	child.stdin.end(input);

	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => {
			resolve({
				code,
				signal,
				stdout: Buffer.concat(stdout).toString(),
				stderr: Buffer.concat(stderr).toString(),
			});
		});
	});
}

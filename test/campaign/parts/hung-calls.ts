import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {readEvents} from '../../e2e/events.ts';
import {apiKey} from '../../e2e/key.ts';
import {finishedRun} from '../../e2e/runs.ts';
import {hungFile} from '../../helpers/hung-file.ts';
import {
	node,
	program,
	temporaryFolder,
	testEnvironment,
	type Scope,
	type TestEnvironment,
} from '../../helpers/program.ts';
import {startService} from '../../helpers/service.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import {runCases, type Part} from '../part.ts';

const calls = 'lstat open rename unlink link file.write file.writeFile file.sync file.close'.split(
	' ',
);
/** The maximum time, in milliseconds, to wait for a program that may hang. */
const timeout = 60_000;

/** Ends a watch. Returns the milliseconds from its last line to the end of the process. */
type End = (scope: Scope, args: readonly string[], env: TestEnvironment) => Promise<number>;

const ends: Readonly<Record<string, End>> = {
	'--timeout': async (scope, args, env) =>
		endHeadless(scope, [...args, '--timeout', '3s'], env, null, 3),
	SIGTERM: async (scope, args, env) => endHeadless(scope, args, env, 'SIGTERM', 143),
	SIGINT: async (scope, args, env) => endHeadless(scope, args, env, 'SIGINT', 130),
	'ctrl+c': async (scope, args, env) => endScreen(scope, args, env, ['ctrl+c'], 130),
	q: async (scope, args, env) => endScreen(scope, args, env, ['q', 'q'], 0),
};

/** Asserts that the program can end even if a file system call in the download folder never returns (K8). */
export const part: Part = {
	whole: calls.length * Object.keys(ends).length,
	async run(context) {
		const cases = calls.flatMap(call => Object.keys(ends).map(end => [call, end] as const));
		const nameOf = ([call, end]: (typeof cases)[number]): string => `${call} ${end}`;
		const scenario = {runs: [finishedRun('A portrait')]};
		const service = await startService(context.scope, {scenario, clock: systemClock});
		let slowest = 0;

		await runCases(context, cases, {limit: 2, nameOf}, async (scope, [call, end]) => {
			const folder = temporaryFolder(scope);
			const args = [...service.runOrderIds, '--base-url', service.origin.href];
			const env = {CHENYU_API_KEY: apiKey, ...hungFile(scope, call, folder)};
			const took = await ends[end]?.(scope, [...args, '--download', folder], env);
			slowest = Math.max(slowest, took ?? 0);
		});
		context.figure('slowest end after the last line in ms', Math.round(slowest));
	},
};

async function endHeadless(
	scope: Scope,
	args: readonly string[],
	env: TestEnvironment,
	signal: NodeJS.Signals | null,
	code: number,
): Promise<number> {
	const child = spawn(node, [program(), ...args, '--json'], {
		env: testEnvironment(env),
		stdio: ['ignore', 'pipe', 'inherit'],
		timeout,
		killSignal: 'SIGKILL',
	});
	scope.after(() => {
		child.kill('SIGKILL');
	});
	const ended = once(child, 'close');
	let stdout = '';
	let lastLineAt = 0;

	for await (const chunk of child.stdout) {
		stdout += String(chunk);
		lastLineAt = performance.now();

		if (signal !== null && stdout.includes('"output"') && !child.killed) {
			child.kill(signal);
		}
	}

	assert.deepEqual(await ended, [code, null]);
	const events = readEvents(stdout);
	const end = events.at(-1);
	assert.equal(end?.['exit_code'], code);
	assert.equal(end['reason'], signal === null ? 'timeout' : 'signal');
	assert.ok(
		events.some(({event}) => event === 'download-failed'),
		'no call hung',
	);
	return performance.now() - lastLineAt;
}

async function endScreen(
	scope: Scope,
	args: readonly string[],
	env: TestEnvironment,
	keys: readonly string[],
	code: number,
): Promise<number> {
	const terminal = openTerminal(scope, {args, env, columns: 100, rows: 30});
	await terminal.waitFor(/⇣\d/, {timeout});

	for (const [index, key] of keys.entries()) {
		if (index > 0) {
			await terminal.waitFor(/unfinished download/, {timeout});
		}

		terminal.press(key);
	}

	const pressedAt = performance.now();
	assert.deepEqual(await terminal.exit, {code, signal: null});
	assert.equal(terminal.isAlternate(), false);
	assert.match(terminal.scrollback().join('\n'), /1 run: 1 succeeded/);
	return performance.now() - pressedAt;
}

import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {chmodSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {text} from 'node:stream/consumers';
import type {Clock} from '../../source/core/time/clock.ts';
import type {Key} from '../helpers/key-bytes.ts';
import {
	node,
	program,
	temporaryFolder,
	testEnvironment,
	type Scope,
	type TestEnvironment,
} from '../helpers/program.ts';
import {runHeadless, type HeadlessResult} from '../helpers/run-headless.ts';
import type {Scenario} from '../helpers/script.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {openPty, openTerminal, type TerminalSetup, type TestTerminal} from '../helpers/terminal.ts';
import {readEvents, type JsonEvent} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';

/** Signals that end a watch, and its exit codes. */
export const endingSignals = [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
	['SIGQUIT', 131],
	['SIGUSR2', 140],
	['SIGALRM', 142],
] as const;

type RunSetup = {
	/** The watched runs. The default is all runs of the scenario. */
	readonly ids?: readonly string[];
	/** More command-line arguments, after the ids and the base URL. */
	readonly args?: readonly string[];
	/** Environment variables in addition to the API key. */
	readonly env?: TestEnvironment;
};

type ScreenSetup = RunSetup & Omit<TerminalSetup, 'args' | 'env'>;

/** What a watch needs of a service: the base URL, and the runs that are watched by default. */
export type Watched = Pick<TestService, 'origin' | 'runOrderIds'>;

type ServiceSetup = {readonly scenario: Scenario; readonly clock?: Clock};

export type WatchSetup = ScreenSetup & ServiceSetup;

export type ScreenWatch = {readonly service: TestService; readonly terminal: TestTerminal};

export type HeadlessWatch = HeadlessResult & {
	/** The events of `--json`. Throws for invalid output. */
	readonly events: readonly JsonEvent[];
};

/** Starts a service and the program in a terminal. Afterwards asserts that the key was not written. */
export async function watchOnScreen(
	t: Scope,
	{scenario, clock, ...setup}: WatchSetup,
): Promise<ScreenWatch> {
	const service = await startService(t, {scenario, ...(clock && {clock})});
	return {service, terminal: openOn(t, service, setup)};
}

/** Starts the program in a terminal on a service. */
export function openOn(
	t: Scope,
	service: Watched,
	{ids = service.runOrderIds, args = [], env = {}, ...setup}: ScreenSetup = {},
): TestTerminal {
	const terminal = openTerminal(t, {
		args: watchArguments(service, ids, args),
		env: {CHENYU_API_KEY: apiKey, ...env},
		...setup,
	});
	return keyless(t, terminal);
}

/** Like `openOn`, but runs a line of `sh` in which `"$@"` is the program. */
export function openInShell(
	t: Scope,
	service: Watched,
	line: string,
	{ids, args, env = {}, ...setup}: ScreenSetup = {},
): TestTerminal {
	const terminal = openPty(t, 'sh', {
		args: ['-c', line, 'sh', ...commandOf(service, args, ids)],
		env: {CHENYU_API_KEY: apiKey, ...env},
		...setup,
	});
	return keyless(t, terminal);
}

function keyless(t: Scope, terminal: TestTerminal): TestTerminal {
	t.after(() => {
		assertKeyless(terminal.raw());
	});
	return terminal;
}

/** Starts a service and runs the program to its end without a terminal. */
export async function watchHeadless(
	t: Scope,
	{scenario, clock, ...setup}: RunSetup & ServiceSetup,
): Promise<HeadlessWatch & {readonly service: TestService}> {
	const service = await startService(t, {scenario, ...(clock && {clock})});
	return Object.assign(await runOn(service, setup), {service});
}

/** Runs the program on a service to its end without a terminal. */
export async function runOn(
	service: Watched,
	{
		ids = service.runOrderIds,
		args = [],
		env = {},
		input = '',
	}: RunSetup & {readonly input?: string} = {},
): Promise<HeadlessWatch> {
	const result = await runHeadless(watchArguments(service, ids, args), {
		env: {CHENYU_API_KEY: apiKey, ...env},
		input,
	});
	assertKeyless(`${result.stdout}${result.stderr}`);
	return {
		...result,
		get events() {
			return readEvents(result.stdout);
		},
	};
}

/** Starts the program on a service. Its stdin, stdout and stderr are pipes. Kills it after the test. */
export function spawnOn(
	t: Scope,
	service: Watched,
	{ids = service.runOrderIds, args = [], env = {}}: RunSetup = {},
) {
	const child = spawn(node, commandOf(service, args, ids).slice(1), {
		env: testEnvironment({CHENYU_API_KEY: apiKey, ...env}),
		stdio: 'pipe',
	});
	t.after(() => {
		child.kill('SIGKILL');
	});
	const exit = new Promise<number | null>(resolve => {
		child.on('close', resolve);
	});
	return {child, exit, stderr: text(child.stderr)};
}

export function watchArguments(
	{origin}: Watched,
	ids: readonly string[],
	args: readonly string[],
): readonly string[] {
	return [...ids, '--base-url', origin.href, ...args];
}

/** Returns the command line of a watch as a list of words, for example for `sh -c '"$@"' sh`. */
export function commandOf(
	service: Watched,
	args: readonly string[] = [],
	ids: readonly string[] = service.runOrderIds,
): readonly string[] {
	return [node, program(), ...watchArguments(service, ids, args)];
}

/** Presses keys and asserts the exit code. */
export async function leave(
	terminal: TestTerminal,
	keys: readonly Key[] = ['q'],
	code = 0,
): Promise<void> {
	terminal.press(...keys);
	assert.deepEqual(await terminal.exit, {code, signal: null});
}

/**
 * Creates a program (a shell script) in a folder; by default, in a new temporary one. Returns a PATH with this
 * folder at its front.
 */
export function standInProgram(t: Scope, name: string, script: string, folder?: string) {
	const path = folder ?? temporaryFolder(t);
	writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`);
	chmodSync(join(path, name), 0o700);
	return {PATH: [path, process.env['PATH']].join(delimiter)};
}

/**
 * Replaces `xdg-open`, which opens files on the desktop, by a script. The script writes to the file `opened`: the
 * number of its arguments, the first argument, and the API key if its environment contains the key.
 */
export function standInOpener(t: Scope) {
	const folder = temporaryFolder(t);
	const opened = join(folder, 'opened');
	const script = `printf '%s\\n' "$#" "$1" "key:$CHENYU_API_KEY:" > '${opened}.new'; mv '${opened}.new' '${opened}'`;
	return {env: {...standInProgram(t, 'xdg-open', script, folder), DISPLAY: ':99'}, opened};
}

/** The last text that the terminal was told to copy (OSC 52). */
export function copiedText(terminal: TestTerminal): string {
	// oxlint-disable-next-line no-control-regex
	const pattern = /\u001B\]52;[^;]*;([\w+/=]*)(?:\u0007|\u001B\\)/g;
	const payload = [...terminal.raw().toString().matchAll(pattern)].at(-1)?.[1] ?? '';
	return Buffer.from(payload, 'base64').toString();
}

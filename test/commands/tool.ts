import {execFileSync, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';

/** The tools that tests run besides Node. `.ci/run` names their Debian packages. */
export type Tool =
	| 'bash'
	| 'zsh'
	| 'fish'
	| 'mandoc'
	| 'tmux'
	| 'jq'
	| 'openssl'
	| 'chromium'
	| 'prometheus'
	| 'promtool'
	| 'squid';

/**
 * Returns the value of `skip` for a test that needs these tools: a reason if one is missing. With REQUIRE_TOOLS, as in
 * continuous integration, no test is skipped, so that a missing tool is a failure.
 */
export function withoutTools(...tools: readonly Tool[]): string | false {
	const missing = tools.filter(tool => spawnSync(tool, ['--version']).error !== undefined);
	const isRequired = (process.env['REQUIRE_TOOLS'] ?? '') !== '';
	return missing.length === 0 || isRequired ? false : `${missing.join(', ')} not installed`;
}

/** Registers a test that is skipped if one of the tools is missing. */
export function testWith(
	tools: readonly Tool[],
	name: string,
	body: (t: TestContext) => void | Promise<void>,
): void {
	test(name, {skip: withoutTools(...tools)}, body);
}

/** Runs a tool in a new empty folder and returns its output. Throws if the tool is missing or fails. */
export function runTool(t: TestContext, tool: Tool, ...args: readonly string[]): string {
	const home = temporaryFolder(t);
	return execFileSync(tool, args, {
		cwd: home,
		encoding: 'utf8',
		env: {PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', TERM: 'dumb'},
		stdio: ['ignore', 'pipe', 'inherit'],
		timeout: 20_000,
	});
}

/** Writes a file that is removed after the test. */
export function fileOf(t: TestContext, name: string, text: string): string {
	const file = join(temporaryFolder(t), name);
	writeFileSync(file, text);
	return file;
}

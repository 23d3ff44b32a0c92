import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';

/** The tools that tests need besides Node; each is a Debian package of the same name. */
export type Tool = 'bash' | 'zsh' | 'fish' | 'mandoc' | 'tmux' | 'jq' | 'openssl';

/**
 * The `skip` of a test that needs these tools: a reason where one is missing. With REQUIRE_TOOLS nothing is skipped, so that the
 * automatic build, which installs the tools, fails where one is missing.
 */
export function withoutTools(...tools: readonly Tool[]): string | false {
	const missing = tools.filter(tool => spawnSync(tool, ['--version']).error !== undefined);
	const isRequired = (process.env['REQUIRE_TOOLS'] ?? '') !== '';
	return missing.length === 0 || isRequired ? false : `${missing.join(', ')} not installed`;
}

/** A test that needs some tools. */
export function testWith(
	tools: readonly Tool[],
	name: string,
	body: (t: TestContext) => void | Promise<void>,
): void {
	test(name, {skip: withoutTools(...tools)}, body);
}

/** Runs a tool, in an empty folder of its own, and gives all that it printed. Throws where it is missing or fails. */
export function runTool(t: TestContext, tool: Tool, ...args: readonly string[]): string {
	const home = mkdtempSync(join(tmpdir(), 'chenyu-shell-'));
	t.after(() => {
		rmSync(home, {recursive: true});
	});
	return execFileSync(tool, args, {
		cwd: home,
		encoding: 'utf8',
		env: {PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', TERM: 'dumb'},
		stdio: ['ignore', 'pipe', 'inherit'],
		timeout: 20_000,
	});
}

/** Writes a text into a file of its own that lives as long as the test. */
export function fileOf(t: TestContext, name: string, text: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-shell-'));
	t.after(() => {
		rmSync(folder, {recursive: true});
	});
	const file = join(folder, name);
	writeFileSync(file, text);
	return file;
}

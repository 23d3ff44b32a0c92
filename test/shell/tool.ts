import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';

/** The tools that judge the files for the shells; each is a Debian package of the same name. */
export type Tool = 'bash' | 'zsh' | 'fish' | 'mandoc' | 'tmux';

/**
 * A test whose judge is a tool of the system. Where the tool is missing there is nothing to judge with, and setting up
 * the project takes no more than its packages: then the test is left to the automatic build, which installs the tools.
 */
export function testWith(
	tools: readonly Tool[],
	name: string,
	body: (t: TestContext) => void | Promise<void>,
): void {
	const missing = tools.filter(tool => spawnSync(tool, ['/dev/null']).error !== undefined);

	if (missing.length === 0) {
		test(name, body);
	} else {
		process.stderr.write(`left to .ci/run, for want of ${missing.join(', ')}: ${name}\n`);
	}
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

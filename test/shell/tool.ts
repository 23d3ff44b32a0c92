import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';

/** The tools that judge the files for the shells; each is a Debian package of the same name. */
export type Tool = 'bash' | 'zsh' | 'fish' | 'mandoc';

/** Runs a tool, in an empty folder of its own, and gives all that it printed. Throws where it is missing or fails. */
export function runTool(t: TestContext, tool: Tool, ...args: readonly string[]): string {
	if (spawnSync(tool, ['--version']).error !== undefined && spawnSync(tool, ['/dev/null']).error) {
		throw new Error(`${tool} is missing: run apt-get install ${tool}, or see .ci/run`);
	}

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

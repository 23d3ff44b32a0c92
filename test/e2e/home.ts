import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {assertKeyless} from './key.ts';

/** A home folder with a config, removed after the test. */
export type Home = {
	readonly path: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly configPath: string;
};

/** Creates a home with a config (JSON unless it is a text) and other files beside it, readable only by the user. */
export function makeHome(
	t: TestContext,
	config: unknown,
	files: Readonly<Record<string, string>> = {},
): Home {
	const path = temporaryFolder(t);
	const configPath = join(path, '.config', 'chenyu-top', 'config.json');
	const text = typeof config === 'string' ? config : JSON.stringify(config, null, '\t');
	mkdirSync(dirname(configPath), {recursive: true, mode: 0o700});
	writeFileSync(configPath, text, {mode: 0o600});

	for (const [name, content] of Object.entries(files)) {
		writeFileSync(join(dirname(configPath), name), content, {mode: 0o600});
	}

	return {
		path,
		configPath,
		env: {HOME: path, XDG_STATE_HOME: undefined, CHENYU_API_KEY: undefined},
	};
}

/** Runs the program in a temporary home folder. Asserts that its output does not contain the API key. */
export async function runIn(
	{env}: Home,
	args: readonly string[],
	variables: Readonly<Record<string, string>> = {},
) {
	const result = await runHeadless(args, {env: {...env, ...variables}});
	assertKeyless(result.stdout + result.stderr);
	return result;
}

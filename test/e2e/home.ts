import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';

/** A home of its own for a program under test: gone when the test is over. */
export type Home = {
	readonly path: string;
	/** The variables that lead there, and nowhere else. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Where the program looks for its config. */
	readonly configPath: string;
};

/** Makes a home with a config (text as it is, else written as JSON) and further files beside it, each for the owner alone. */
export function makeHome(
	t: TestContext,
	config: unknown,
	files: Readonly<Record<string, string>> = {},
): Home {
	const path = temporaryFolder(t);
	const configPath = join(path, '.config', 'chenyu-top', 'config.json');
	const text = typeof config === 'string' ? config : JSON.stringify(config, null, '\t');
	mkdirSync(dirname(configPath), {recursive: true});
	writeFileSync(configPath, text);

	for (const [name, content] of Object.entries(files)) {
		writeFileSync(join(dirname(configPath), name), content, {mode: 0o600});
	}

	return {
		path,
		configPath,
		env: {HOME: path, XDG_STATE_HOME: undefined, CHENYU_API_KEY: undefined},
	};
}

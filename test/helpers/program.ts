import {existsSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** The project's folder. */
export const root = join(import.meta.dirname, '..', '..');

/** The Node that the program is tested with, whatever the machine's own is; TEST_NODE names another one (`.ci/nodes`). */
export const node = process.env['TEST_NODE'] ?? join(root, 'node_modules', '.bin', 'node');

/** The built program. Throws where it was not built yet. */
export function program(): string {
	const bundle = join(root, 'dist', 'chenyu-top.js');

	if (!existsSync(bundle)) {
		throw new Error('dist/chenyu-top.js is missing: run `npm run build` first');
	}

	return bundle;
}

/** What programs under test remember; gone when the tests are over. */
const memories = join(tmpdir(), `chenyu-top-test-${process.pid}`);
let started = 0;

process.on('exit', () => {
	rmSync(memories, {recursive: true, force: true});
});

/** Variables by name. An undefined one is not set. */
export type TestEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a program under test: only what it needs to run, so that neither the key nor the looks of whoever
 * runs the tests (CI, NO_COLOR, a Chinese locale) change what they see, and no program remembers what another one did. `env` adds to it, or takes out of it.
 */
export function testEnvironment(env: TestEnvironment = {}): Record<string, string> {
	const entries = Object.entries({
		PATH: process.env['PATH'],
		HOME: process.env['HOME'],
		TERM: 'xterm-256color',
		LANG: 'C.UTF-8',
		XDG_STATE_HOME: join(memories, String(++started)),
		XDG_CACHE_HOME: join(memories, 'cache'),
		...env,
	});
	return Object.fromEntries(
		entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** Whatever ends at some time and lets others clean up then, like the context of a test. */
export type Scope = {
	after(cleanUp: () => void | Promise<void>): void;
};

import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/**
 * If a test waits longer than this many milliseconds for the program, it counts as hanging and fails. The limit is
 * so long because up to eight busy processes may share two cores.
 */
export const hangMs = 60_000;

/** The path of the Node.js that runs the program in tests. `.ci/nodes` sets TEST_NODE to test other versions. */
export const node = process.env['TEST_NODE'] ?? join(root, 'node_modules', '.bin', 'node');

/** The built program. Throws if there is none. */
export function program(): string {
	const bundle = join(root, 'dist', 'chenyu-top.js');

	if (!existsSync(bundle)) {
		throw new Error('dist/chenyu-top.js is missing: run `npm run build` first');
	}

	return bundle;
}

/** The parent of the state folders of tested programs, deleted after the tests. */
const stateRoot = join(tmpdir(), `chenyu-top-test-${process.pid}`);
let started = 0;

process.on('exit', () => {
	rmSync(stateRoot, {recursive: true, force: true});
});

/** Environment variables by name. A variable with the value undefined is not set. */
export type TestEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a tested program: only what it needs to run. Without the API key and display settings (CI,
 * NO_COLOR, locale) of the caller, and without the saved state of other programs. `env` adds or removes variables.
 */
export function testEnvironment(env: TestEnvironment = {}): Record<string, string> {
	const entries = Object.entries({
		PATH: process.env['PATH'],
		HOME: process.env['HOME'],
		TERM: 'xterm-256color',
		LANG: 'C.UTF-8',
		XDG_STATE_HOME: join(stateRoot, String(++started)),
		XDG_CACHE_HOME: join(stateRoot, 'cache'),
		...env,
	});
	return Object.fromEntries(
		entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** Something that ends, such as a test. `after` registers a function that is called at the end, to clean up. */
export type Scope = {
	after(cleanUp: () => void | Promise<void>): void;
};

/** Creates a folder that is removed at the end of the scope. */
export function temporaryFolder(scope: Scope): string {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-test-'));
	scope.after(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	return folder;
}

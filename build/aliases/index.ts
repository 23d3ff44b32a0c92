import {dirname, join, sep} from 'node:path';
import type {OnEndResult, Plugin} from 'esbuild';

const here = import.meta.dirname;

type Alias = {
	/** The files that import the module. */
	readonly importer: RegExp;
	readonly module: RegExp;
	/** The file in this folder that replaces the module. */
	readonly file: string;
};

const aliasList: readonly Alias[] = [
	// Leaves out fetch, WebSocket, caches and mocks: a start takes 15 to 27 ms less of CPU time.
	{importer: /./, module: /^undici$/, file: 'undici.js'},
	// The program uses only HTTP/1.1 (`allowH2: false`): 20 to 27 ms less.
	{importer: /\/undici\/lib\//, module: /^\.\/client-h2\.js$/, file: 'no-http2.cjs'},
	// `debug` writes to stderr if DEBUG is set. `restore-cursor` writes a sequence on exit, even to a file; the guard restores the cursor.
	{importer: /./, module: /^(?:debug|restore-cursor)$/, file: 'silent.cjs'},
	// Ink measures every row of every frame, and the tables of the package take 20 to 64 ms of a start.
	{importer: /./, module: /^string-width$/, file: 'string-width.ts'},
	// Ink reads `process.env.DEV`.
	{importer: /\/ink\/build\//, module: /^node:process$/, file: 'ink-process.js'},
	// Ink's developer tools need a package that is not installed.
	{importer: /\/ink\/build\//, module: /^\.\/devtools\.js$/, file: 'silent.cjs'},
];

/** Replaces whole modules of packages. */
export const aliases = createPlugin();

/** The same for a bundle that imports all of these modules: the build fails if one is not imported any more. */
export const allAliases = createPlugin(unused => ({
	errors: unused.map(({module}) => ({text: `no file imports ${String(module)}`})),
}));

function createPlugin(onUnused?: (unused: readonly Alias[]) => OnEndResult): Plugin {
	return {
		name: 'aliases',
		setup(plugged) {
			const used = new Set<Alias>();

			for (const alias of aliasList) {
				plugged.onResolve({filter: alias.module}, ({importer}) => {
					if (!alias.importer.test(importer.replaceAll(sep, '/')) || dirname(importer) === here) {
						return null;
					}

					used.add(alias);
					return {path: join(here, alias.file)};
				});
			}

			plugged.onEnd(() => onUnused?.(aliasList.filter(alias => !used.has(alias))));
		},
	};
}

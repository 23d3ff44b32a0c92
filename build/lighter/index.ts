import {readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import type {Plugin} from 'esbuild';

const here = import.meta.dirname;
const packages = join(here, '..', '..', 'node_modules');

/** Replaces a module, by the file that imports it and the specifier. */
const replacedModules: ReadonlyArray<{
	readonly importer: RegExp;
	readonly as: RegExp;
	readonly by: string;
}> = [
	// Only the used parts of undici.
	{importer: /./, as: /^undici$/, by: 'undici.js'},
	// The program uses only HTTP/1.1, by undici's own client.
	{importer: /\/undici\/lib\//, as: /^\.\/client-h2\.js$/, by: 'no-http2.cjs'},
	{importer: /\/undici\/lib\//, as: /^node:http$/, by: 'no-http.cjs'},
	// Fast paths for the work that Ink repeats for every row of every frame.
	{importer: /\/ink\/build\//, as: /^\.\/output\.js$/, by: 'ink-output.ts'},
	{importer: /\/ink\/build\//, as: /^\.\/sanitize-ansi\.js$/, by: 'ink-sanitize-ansi.ts'},
	{importer: /\/ink\/build\//, as: /^\.\/line-update\.js$/, by: 'ink-line-update.ts'},
	// `debug` writes to stderr if DEBUG is set. `restore-cursor` writes a sequence on exit, even to a file; the guard restores the cursor.
	{importer: /./, as: /^debug$/, by: 'silent.cjs'},
	{importer: /./, as: /^restore-cursor$/, by: 'silent.cjs'},
	{importer: /./, as: /^string-width$/, by: 'string-width.ts'},
];

const noDeveloperTools = ["process.env['DEV'] === 'true'", 'false'] as const;

const rewrittenFiles: ReadonlyArray<{
	readonly file: string;
	readonly texts: ReadonlyArray<readonly [from: string, to: string]>;
}> = [
	// Creating the first segmenter takes a tenth of the time of a frame. Most frames need none.
	{
		file: '@alcalzone/ansi-tokenize/build/tokenize.js',
		texts: [lazySegmenter('undefined, { granularity: "grapheme" }')],
	},
	// With DEV=true Ink loads developer tools, which are not bundled, and prints an error over the screen.
	{file: 'ink/build/reconciler.js', texts: [noDeveloperTools, noDeveloperTools]},
	{file: 'ink/build/ink.js', texts: [noDeveloperTools]},
	// Emscripten reads its embedded WebAssembly by `fetch`, for which Node loads a second undici. Without `fetch` it decodes the base64 text itself.
	{
		file: 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js',
		texts: [['"function"!=typeof fetch?Promise', 'true?Promise']],
	},
	// Meow reads and normalizes package.json, with tables of licenses and hosts. This program passes its name and version.
	{
		file: 'meow/build/options.js',
		texts: [
			[
				"import { a as readPackageUpSync, n as normalizePackageData } from './dependencies.js';",
				'const readPackageUpSync = () => undefined, normalizePackageData = () => {};',
			],
		],
	},
	{
		file: 'meow/build/dependencies.js',
		texts: [
			['= requireNormalize()', '= /* @__PURE__ */ requireNormalize()'],
			[
				'= getDefaultExportFromCjs(normalizeExports)',
				'= /* @__PURE__ */ getDefaultExportFromCjs(normalizeExports)',
			],
			['var libExports = requireLib$1()', 'var libExports = /* @__PURE__ */ requireLib$1()'],
			['promisify(execFile);', ''],
		],
	},
];

/**
 * Removes code that this program never runs from the bundled packages, because loading it slows the start, and adds fast paths
 * to Ink. The results are the same, as test/build checks. The build fails if a replacement finds nothing to replace.
 */
export const lighter: Plugin = {
	name: 'lighter',
	setup(plugged) {
		const used = new Set<unknown>();

		for (const replacement of replacedModules) {
			plugged.onResolve({filter: replacement.as}, ({importer}) => {
				if (!replacement.importer.test(importer) || dirname(importer) === here) {
					return null;
				}

				used.add(replacement);
				return {path: join(here, replacement.by)};
			});
		}

		for (const rewrite of rewrittenFiles) {
			const filter = new RegExp(`${rewrite.file.replaceAll('.', '\\.')}$`);
			plugged.onLoad({filter}, ({path}) => {
				let contents = readFileSync(path, 'utf8');

				for (const [from, to] of rewrite.texts) {
					if (!contents.includes(from)) {
						throw new Error(`${relative(packages, path)} does not contain: ${from}`);
					}

					contents = contents.replace(from, () => to);
				}

				used.add(rewrite);
				return {contents};
			});
		}

		plugged.onEnd(() => {
			const unused = [...replacedModules, ...rewrittenFiles].filter(one => !used.has(one));
			return {
				errors: unused.map(one => ({text: `nothing to replace for ${JSON.stringify(one)}`})),
			};
		});
	},
};

function lazySegmenter(options: string): readonly [from: string, to: string] {
	return [
		`const segmenter = new Intl.Segmenter(${options});`,
		`let realSegmenter; const segmenter = {segment: text => (realSegmenter ??= new Intl.Segmenter(${options})).segment(text)};`,
	];
}

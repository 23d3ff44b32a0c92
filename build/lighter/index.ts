import {readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import type {Plugin} from 'esbuild';

const here = import.meta.dirname;
const packages = join(here, '..', '..', 'node_modules');

/** A module that another one takes the place of: whose, what it is imported as, and by what. */
const replaced: ReadonlyArray<{
	readonly importer: RegExp;
	readonly as: RegExp;
	readonly by: string;
}> = [
	// What the program uses of undici, in place of its whole index.
	{importer: /./, as: /^undici$/, by: 'undici.js'},
	// The program asks for HTTP/1.1 alone.
	{importer: /\/undici\/lib\//, as: /^\.\/client-h2\.js$/, by: 'no-http2.cjs'},
	{importer: /\/undici\/lib\//, as: /^node:http$/, by: 'no-http.cjs'},
	// What Ink does anew for every row of every frame.
	{importer: /\/ink\/build\//, as: /^\.\/output\.js$/, by: 'ink-output.ts'},
	{importer: /\/ink\/build\//, as: /^\.\/sanitize-ansi\.js$/, by: 'ink-sanitize-ansi.ts'},
	{importer: /\/ink\/build\//, as: /^\.\/line-update\.js$/, by: 'ink-line-update.ts'},
	// These write to stderr by themselves: where DEBUG is set; and at the end the cursor's return, which is the guard's, also into a file.
	{importer: /./, as: /^debug$/, by: 'silent.cjs'},
	{importer: /./, as: /^restore-cursor$/, by: 'silent.cjs'},
	{importer: /./, as: /^string-width$/, by: 'string-width.ts'},
];

const noDeveloperTools = ["process.env['DEV'] === 'true'", 'false'] as const;

/** Texts in the source of packages that others take the place of. */
const rewritten: ReadonlyArray<{
	readonly file: string;
	readonly texts: ReadonlyArray<readonly [from: string, to: string]>;
}> = [
	// To make the first segmenter takes as long as to make a tenth of a frame; most frames need none.
	{
		file: '@alcalzone/ansi-tokenize/build/tokenize.js',
		texts: [segmenterWhenNeeded('undefined, { granularity: "grapheme" }')],
	},
	// With DEV=true Ink loads developer tools, which are not in the package, and writes onto the screen.
	{file: 'ink/build/reconciler.js', texts: [noDeveloperTools, noDeveloperTools]},
	{file: 'ink/build/ink.js', texts: [noDeveloperTools]},
	// Emscripten asks for its own WebAssembly by `fetch`, for which Node loads a second undici; without one it decodes the
	// text that it has.
	{
		file: 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js',
		texts: [['"function"!=typeof fetch?Promise', 'true?Promise']],
	},
	// Meow reads and mends package files, with tables of licences and hosts. It is told name and version.
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
 * Leaves out of the bundled libraries what this program never comes to and a start would pay for, and puts quick ways in
 * front of the slow ones of Ink; the outcome is the same, which test/build holds. What it does not find as it knows it
 * fails the build.
 */
export const lighter: Plugin = {
	name: 'lighter',
	setup(plugged) {
		const found = new Set<unknown>();

		for (const one of replaced) {
			plugged.onResolve({filter: one.as}, ({importer}) => {
				if (!one.importer.test(importer) || dirname(importer) === here) {
					return null;
				}

				found.add(one);
				return {path: join(here, one.by)};
			});
		}

		for (const one of rewritten) {
			plugged.onLoad({filter: new RegExp(`${one.file.replaceAll('.', '\\.')}$`)}, ({path}) => {
				let contents = readFileSync(path, 'utf8');

				for (const [from, to] of one.texts) {
					if (!contents.includes(from)) {
						throw new Error(`${relative(packages, path)} is not as it was: ${from}`);
					}

					contents = contents.replace(from, () => to);
				}

				found.add(one);
				return {contents};
			});
		}

		plugged.onEnd(() => {
			const missing = [...replaced, ...rewritten].filter(one => !found.has(one));
			return {
				errors: missing.map(one => ({text: `nothing was made lighter by ${JSON.stringify(one)}`})),
			};
		});
	},
};

function segmenterWhenNeeded(options: string): readonly [from: string, to: string] {
	return [
		`const segmenter = new Intl.Segmenter(${options});`,
		`let madeSegmenter; const segmenter = {segment: text => (madeSegmenter ??= new Intl.Segmenter(${options})).segment(text)};`,
	];
}

import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join, relative, sep} from 'node:path';
import {build, type Metafile, type Plugin} from 'esbuild';
import {escapeUnits} from '../source/core/text/json-text.ts';
import {builtins} from './aliases/builtins.ts';
import {aliases, allAliases} from './aliases/index.ts';

export const projectRoot = join(import.meta.dirname, '..');

/** Files and folders that are copied into the package, and their names there. */
export const copiedFiles: Readonly<Record<string, string>> = {
	// The image libraries read these files beside themselves.
	'node_modules/@jsquash/webp/codec/dec/webp_dec.wasm': 'webp_dec.wasm',
	'node_modules/@silvia-odwyer/photon-node/photon_rs_bg.wasm': 'photon_rs_bg.wasm',
	'source/demo/media': 'media',
};

/**
 * The bundles of the program, and the modules that they start with: what `--help` needs; the program; the thread that decodes
 * images. They are built apart: `--version` starts 25 ms earlier (of CPU time) than with code in common. So nothing that is
 * compared by identity (`instanceof`) and no state may pass from one to another.
 */
const bundles = [
	['main', 'cli.tsx'],
	['session', 'source/session/start-session.ts'],
	['render-image', 'source/features/outputs/preview/render-image.ts'],
] as const;

/** Bundles the program into `folder`, or only in memory if it is null. Returns esbuild's reports. */
export async function bundle(
	folder: string | null,
	plugins: readonly Plugin[] = [],
): Promise<readonly Metafile[]> {
	return Promise.all(bundles.map(async ([name, start]) => bundleOne(folder, name, start, plugins)));
}

/** The image library, a CommonJS module, reads its WebAssembly file beside itself. */
const imageLibrary = 'const __dirname = import.meta.dirname;';

/** Leaves an `import()` of another bundle to the running program. */
const otherBundles: Plugin = {
	name: 'other-bundles',
	setup(plugged) {
		plugged.onResolve({filter: /./}, ({path, kind, resolveDir}) => {
			const file = relative(projectRoot, join(resolveDir, path)).replaceAll(sep, '/');
			const other = bundles.find(([, start]) => start === path || start === file);
			return kind === 'dynamic-import' && other !== undefined
				? {path: `./${other[0]}.js`, external: true}
				: null;
		});
	},
};

async function bundleOne(
	folder: string | null,
	name: (typeof bundles)[number][0],
	start: string,
	plugins: readonly Plugin[],
): Promise<Metafile> {
	const {metafile, outputFiles} = await build({
		absWorkingDir: projectRoot,
		entryPoints: {[name]: start},
		outdir: folder ?? 'dist',
		write: false,
		metafile: true,
		bundle: true,
		// A start without a screen then loads 0.7 MB less: it has no Ink and no React.
		splitting: true,
		chunkNames: '[name]-[hash]',
		platform: 'node',
		// The other form of `jsonc-parser` loads its parts in a way that cannot be bundled.
		mainFields: ['module', 'main'],
		target: 'node22.19',
		format: 'esm',
		jsx: 'automatic',
		// Identifiers are not minified, so that stack traces stay readable.
		minifySyntax: true,
		minifyWhitespace: true,
		legalComments: 'none',
		define: {
			'process.env.NODE_ENV': '"production"',
			// Yoga would read its embedded WebAssembly by `fetch`, for which Node loads a second undici.
			fetch: 'undefined',
		},
		plugins: [...plugins, otherBundles, name === 'session' ? allAliases : aliases, builtins],
		banner: {
			js: `const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);${name === 'render-image' ? imageLibrary : ''}`,
		},
		logLevel: 'warning',
	});

	if (folder !== null) {
		await Promise.all(
			outputFiles.map(async ({path, text}) => {
				await mkdir(dirname(path), {recursive: true});
				await writeFile(path, escapeNonAscii(text));
			}),
		);
	}

	return metafile;
}

/**
 * Escapes Chinese and other characters that esbuild leaves in regular expressions. A single one of them would make V8 keep
 * the file in memory with two bytes for each character.
 */
function escapeNonAscii(code: string): string {
	return code.replaceAll(/[\u0080-\u{10FFFF}]+/gu, escapeUnits);
}

import {join} from 'node:path';
import {build, type Metafile, type Plugin} from 'esbuild';
import {aliases} from './aliases/index.ts';
import {builtins} from './aliases/builtins.ts';

export const projectRoot = join(import.meta.dirname, '..');

/** Files and folders that are copied into the package, and their names there. */
export const copiedFiles: Readonly<Record<string, string>> = {
	'node_modules/@jsquash/webp/codec/dec/webp_dec.wasm': 'webp_dec.wasm',
	'source/demo/media': 'media',
};

/** Bundles the program into `folder`, or only in memory if it is null. Returns esbuild's report of the inputs. */
export async function bundle(folder: string | null): Promise<Metafile> {
	// In a build of its own, because parts that it shares with the program would be more files to load at the start.
	await bundleEntries(folder, {'storage-worker': 'source/storage/storage-worker.ts'}, [builtins]);
	const entries = {
		main: 'cli.tsx',
		'image-worker': 'source/features/outputs/preview/image-worker.ts',
	};
	return bundleEntries(folder, entries, [aliases, builtins]);
}

async function bundleEntries(
	folder: string | null,
	entryPoints: Readonly<Record<string, string>>,
	plugins: Plugin[],
): Promise<Metafile> {
	const {metafile} = await build({
		absWorkingDir: projectRoot,
		entryPoints,
		outdir: folder ?? 'dist',
		write: folder !== null,
		metafile: true,
		bundle: true,
		splitting: true,
		chunkNames: 'chunks/[name]-[hash]',
		platform: 'node',
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
		plugins,
		banner: {
			js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);",
		},
		logLevel: 'warning',
	});
	return metafile;
}

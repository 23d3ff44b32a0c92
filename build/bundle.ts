import {join} from 'node:path';
import {build, type Metafile} from 'esbuild';
import {builtins} from './lighter/builtins.ts';
import {lighter} from './lighter/index.ts';

/** The project's folder. */
export const projectRoot = join(import.meta.dirname, '..');

/** What goes into the package as it is: from where, and under which name. */
export const copiedFiles: Readonly<Record<string, string>> = {
	'node_modules/@jsquash/webp/codec/dec/webp_dec.wasm': 'webp_dec.wasm',
};

/** Bundles the program into `folder`, or nowhere where it is null; gives what it is made of. */
export async function bundle(folder: string | null): Promise<Metafile> {
	const {metafile} = await build({
		absWorkingDir: projectRoot,
		entryPoints: {
			main: 'cli.tsx',
			'image-worker': 'source/features/outputs/preview/image-worker.ts',
		},
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
		// Names stay, so that the stack of a bug can be read.
		minifySyntax: true,
		minifyWhitespace: true,
		legalComments: 'none',
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [lighter, builtins],
		banner: {
			js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);",
		},
		loader: {'.png': 'binary'},
		logLevel: 'warning',
	});
	return metafile;
}

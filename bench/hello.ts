import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';
import {root} from './process.ts';

/** Bundles `beside/hello.tsx` and returns the path. Beside it, `cached.js` runs the bundle with Node's compile cache. */
export async function bundleHello(): Promise<string> {
	const outdir = join(root, 'bench', 'results', 'hello');
	await build({
		entryPoints: [join(import.meta.dirname, 'beside', 'hello.tsx')],
		outdir,
		bundle: true,
		splitting: true,
		platform: 'node',
		format: 'esm',
		jsx: 'automatic',
		minifySyntax: true,
		minifyWhitespace: true,
		define: {'process.env.NODE_ENV': '"production"'},
		external: ['react-devtools-core'],
		banner: {
			js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
		},
		logLevel: 'warning',
	});
	writeFileSync(
		join(outdir, 'cached.js'),
		"import {enableCompileCache} from 'node:module'; enableCompileCache(`${import.meta.dirname}/cache`); await import('./hello.js');",
	);
	return join(outdir, 'hello.js');
}

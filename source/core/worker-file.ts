import {existsSync} from 'node:fs';

/**
 * Returns the file of a worker thread. `importer` is the `import.meta.url` of the caller. In the source, the worker is
 * beside the caller; in the bundle, beside it or one folder above.
 */
export function workerFile(name: string, importer: string): URL {
	const places = [`${name}.ts`, `../${name}.js`, `${name}.js`];
	const files = places.map(place => new URL(place, importer));
	return files.find(file => existsSync(file)) ?? new URL(`${name}.js`, importer);
}

import {existsSync} from 'node:fs';

/**
 * Returns the file of a worker thread, which is beside the caller in the source and in the bundle. `importer` is the
 * `import.meta.url` of the caller.
 */
export function workerFile(name: string, importer: string): URL {
	const source = new URL(`${name}.ts`, importer);
	return existsSync(source) ? source : new URL(`${name}.js`, importer);
}

/**
 * Replaces `source/core/worker-file.ts` in a binary, where Node mounts the files of the program only for the main thread.
 * Returns a module that mounts the files of one worker in its thread, and starts it.
 */
export function workerFile(name: string): URL {
	return new URL(`data:text/javascript,${encodeURIComponent(startOf(`${name}.js`))}`);
}

function startOf(file: string): string {
	return `
import {Buffer} from 'node:buffer';
import {getAssetKeys, getRawAsset} from 'node:sea';
import {pathToFileURL} from 'node:url';
import {create} from 'node:vfs';

const known = new Set(getAssetKeys());
const files = create();
add('package.json');
add(${JSON.stringify(file)});
await import(pathToFileURL(files.mount() + ${JSON.stringify(`/${file}`)}).href);

function add(key) {
	if (known.delete(key)) {
		const content = Buffer.from(getRawAsset(key));
		files.writeFileSync('/' + key, content);

		for (const [, next] of content.toString('latin1').matchAll(/"(?:\\.\\/)?([\\w-]+\\.(?:js|wasm))"/g)) {
			add(next);
		}
	}
}
`;
}

import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {exposureOf, ownFolder, type FileExposure} from '../storage/own-folder.ts';
import type {Environment} from '../terminal/platform.ts';

/** `none`: the file does not exist. `why`: a system error code like `EACCES`. */
export type ConfigFile = {readonly path: string} & (
	| {readonly kind: 'text'; readonly text: string; readonly exposure: () => FileExposure}
	| {readonly kind: 'none'}
	| {readonly kind: 'unreadable'; readonly why: string}
);

const maxConfigBytes = 262_144;

/** Reads the user's config file. Returns null if the user has no home folder. */
export function loadConfig(env: Environment, platform: NodeJS.Platform): ConfigFile | null {
	const folder = ownFolder('config', env, platform);

	if (folder === null) {
		return null;
	}

	const path = join(folder, 'config.json');

	try {
		const status = statSync(path);

		// Reading a pipe or a device might never end.
		if (!status.isFile() || status.size > maxConfigBytes) {
			return {path, kind: 'unreadable', why: status.isFile() ? 'EFBIG' : 'EINVAL'};
		}

		const text = decodeFile(readFileSync(path));
		return {path, kind: 'text', text, exposure: () => exposureOf(path, status)};
	} catch (error) {
		const {code, name} = error as NodeJS.ErrnoException;
		return code === 'ENOENT' || code === 'ENOTDIR'
			? {path, kind: 'none'}
			: {path, kind: 'unreadable', why: code ?? name};
	}
}

/** Decodes a text file: as UTF-16 if it has the byte order mark that PowerShell 5 writes, else as UTF-8. */
export function decodeFile(bytes: Uint8Array): string {
	const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
	return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

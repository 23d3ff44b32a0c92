import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {ownFolder} from './own-folder.ts';
import type {Environment} from '../terminal/environment.ts';

/** The config file as it was found. */
export type ConfigFile = {
	/** Where it is, or would be. */
	readonly path: string;
} & (
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'none'}
	| {readonly kind: 'huge'}
	/** A pipe, a device, a folder: to read one may take for ever. */
	| {readonly kind: 'noFile'}
	/** The system's own code, like `EACCES`. */
	| {readonly kind: 'unreadable'; readonly why: string}
);

/** In bytes: a config by hand has some hundred. */
const maxConfig = 262_144;

/** Looks for the user's config file; null where the user has no home for one. */
export function loadConfig(env: Environment, platform: NodeJS.Platform): ConfigFile | null {
	const folder = ownFolder('config', env, platform);

	if (folder === null) {
		return null;
	}

	const path = join(folder, 'config.json');

	try {
		const status = statSync(path);

		if (!status.isFile()) {
			return {path, kind: 'noFile'};
		}

		if (status.size > maxConfig) {
			return {path, kind: 'huge'};
		}

		return {path, kind: 'text', text: readFileSync(path, 'utf8')};
	} catch (error) {
		const {code, name} = error as NodeJS.ErrnoException;
		return code === 'ENOENT' || code === 'ENOTDIR'
			? {path, kind: 'none'}
			: {path, kind: 'unreadable', why: code ?? name};
	}
}

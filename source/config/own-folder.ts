import {isAbsolute, join} from 'node:path';
import type {Environment} from '../terminal/environment.ts';

const name = 'chenyu-top';

const places = {
	config: ['XDG_CONFIG_HOME', '.config', 'Library/Application Support', 'APPDATA'],
	state: ['XDG_STATE_HOME', '.local/state', 'Library/Application Support', 'LOCALAPPDATA'],
	cache: ['XDG_CACHE_HOME', '.cache', 'Library/Caches', 'TEMP'],
} as const;

/**
 * Returns the path of the program's own folder for config, state or cache files, which may not exist. Null if no
 * environment variable, such as `HOME`, gives a place for it.
 */
export function ownFolder(
	kind: keyof typeof places,
	env: Environment,
	platform: NodeJS.Platform,
): string | null {
	const [variable, linux, darwin, windowsVariable] = places[kind];

	if (platform === 'win32') {
		return under(env[windowsVariable]);
	}

	// `under` ignores relative paths, as the XDG specification requires.
	return under(env[variable]) ?? under(env['HOME'], platform === 'darwin' ? darwin : linux);
}

function under(folder: string | undefined, part = ''): string | null {
	return folder !== undefined && isAbsolute(folder) ? join(folder, part, name) : null;
}

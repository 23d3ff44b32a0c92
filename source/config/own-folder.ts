import {isAbsolute, join} from 'node:path';
import type {Environment} from '../terminal/environment.ts';

const name = 'chenyu-top';

const places = {
	config: {
		variable: 'XDG_CONFIG_HOME',
		linux: ['.config'],
		darwin: ['Library', 'Application Support'],
		windows: 'APPDATA',
	},
	state: {
		variable: 'XDG_STATE_HOME',
		linux: ['.local', 'state'],
		darwin: ['Library', 'Application Support'],
		windows: 'LOCALAPPDATA',
	},
	cache: {
		variable: 'XDG_CACHE_HOME',
		linux: ['.cache'],
		darwin: ['Library', 'Caches'],
		windows: 'TEMP',
	},
} as const;

/** Returns the program's folder, which may not exist; null if the user has no home folder. */
export function ownFolder(
	kind: keyof typeof places,
	env: Environment,
	platform: NodeJS.Platform,
): string | null {
	const {variable, linux, darwin, windows} = places[kind];

	if (platform === 'win32') {
		return under(env[windows]);
	}

	// The XDG specification requires relative paths to be ignored.
	return under(env[variable]) ?? under(env['HOME'], ...(platform === 'darwin' ? darwin : linux));
}

function under(folder: string | undefined, ...parts: readonly string[]): string | null {
	return folder !== undefined && isAbsolute(folder) ? join(folder, ...parts, name) : null;
}

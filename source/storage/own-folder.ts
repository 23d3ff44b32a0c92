import {existsSync, mkdirSync, realpathSync, statSync, type Stats} from 'node:fs';
import {dirname, posix, win32} from 'node:path';
import {errorCode} from '../core/error-code.ts';
import {platform, type Environment} from '../terminal/platform.ts';

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
	system: NodeJS.Platform,
): string | null {
	const [variable, linux, darwin, windowsVariable] = places[kind];

	if (system === 'win32') {
		return under(env[windowsVariable], '', win32);
	}

	// `under` ignores relative paths, as the XDG specification requires.
	return under(env[variable]) ?? under(env['HOME'], system === 'darwin' ? darwin : linux);
}

function under(folder: string | undefined, part = '', path = posix): string | null {
	return folder !== undefined && path.isAbsolute(folder) ? path.join(folder, part, name) : null;
}

/**
 * Creates a folder and its missing parents, for the owner only. Node's own `recursive` and `enableCompileCache` never
 * return in a folder like `/proc`, which exists but allows no new folders.
 */
export function makeFolder(path: string): void {
	const parent = dirname(path);

	if (parent !== path && !existsSync(parent)) {
		makeFolder(parent);
	}

	try {
		mkdirSync(path, {mode: 0o700});
	} catch (error) {
		if (errorCode(error) !== 'EEXIST' || !statSync(path).isDirectory()) {
			throw error;
		}
	}
}

/** Writes `~` for the home folder at the start of a path, but not on Windows, where cmd does not know it. */
export function shortenHome(path: string, home: string, system: NodeJS.Platform): string {
	const isInHome = system !== 'win32' && home !== '' && path.startsWith(`${home}/`);
	return isInHome ? `~${path.slice(home.length)}` : path;
}

/** Replaces `~/` at the start of a path, on Windows also `~\`, by the home folder. */
export function expandHome(path: string, home: string, system: NodeJS.Platform): string {
	const isWindows = system === 'win32';
	const isInHome = (isWindows ? /^~[/\\]/ : /^~\//).test(path) && home !== '';
	return isInHome ? (isWindows ? win32 : posix).join(home, path.slice(2)) : path;
}

/** What other users may do with a file. Windows is excluded, because it reports every file as accessible to all users. */
export type FileExposure = {
	/** The octal mode of the file, such as `644`, if others may access it at all; otherwise null. */
	readonly mode: string | null;
	/** The path of the file or of its folder if others may change it, so that they could replace the file; otherwise null. */
	readonly writable: string | null;
};

/** Returns what others may do with the file at `path`, whose status is known. Throws errors of the file system. */
export function exposureOf(path: string, status: Stats): FileExposure {
	const target = realpathSync(path);
	const folders = [dirname(path), dirname(target)];
	const files = [
		[target, status] as const,
		...folders.map(folder => [folder, statSync(folder)] as const),
	];
	const [writable = null] = files.find(([, {mode}]) => isShared(mode, 0o022)) ?? [];
	return {mode: exposureMode(status), writable};
}

/** Returns the octal mode of a file, such as `644`, if other users can access the file; otherwise null. */
export function exposureMode(status: Stats, system = platform): string | null {
	return status.isFile() && isShared(status.mode, 0o077, system)
		? (status.mode & 0o777).toString(8).padStart(3, '0')
		: null;
}

function isShared(mode: number, bits: number, system = platform): boolean {
	return system !== 'win32' && (mode & bits) !== 0;
}

import {posix, win32} from 'node:path';

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

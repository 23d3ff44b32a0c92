import {homedir} from 'node:os';
import {sep} from 'node:path';
import type {SafeText} from '../core/text/text.ts';
import {cleanName} from '../core/text/sanitize.ts';

/** A path to be read, with `~` for the user's own folder. */
export function shownPath(path: string): SafeText {
	const home = homedir();
	const isAtHome = home !== '' && path.startsWith(`${home}${sep}`);
	return cleanName(isAtHome ? `~${path.slice(home.length)}` : path);
}

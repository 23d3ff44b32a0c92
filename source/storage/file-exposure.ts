import {realpathSync, statSync, type Stats} from 'node:fs';
import {dirname} from 'node:path';
import {platform} from '../terminal/platform.ts';

/** What other users may do with a file. Windows is excluded, because it reports every file as accessible to all users. */
export type FileExposure = {
	/** The octal mode of the file, such as `644`, if others may access it at all; otherwise null. */
	readonly mode: string | null;
	/** The path of the file or of its folder if others may change it, so that they could replace the file; otherwise null. */
	readonly writable: string | null;
};

export function exposureOf(path: string, status: Stats): FileExposure {
	const target = realpathSync(path);
	const folders = [dirname(path), dirname(target)];
	const places = [
		[target, status] as const,
		...folders.map(name => [name, statSync(name)] as const),
	];
	const [writable = null] = places.find(([, {mode}]) => isShared(mode, 0o022)) ?? [];
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

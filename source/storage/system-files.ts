import type {PathLike} from 'node:fs';
import * as files from 'node:fs/promises';
import {errorCode} from '../core/error-code.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {platform} from '../terminal/platform.ts';

/** On Windows, a rename fails with one of these codes while another program, such as a virus scanner, reads a file. */
const inUseCodes: ReadonlySet<string | null> = new Set(['EACCES', 'EBUSY', 'EPERM']);
const pausesMs: readonly Duration[] = [10, 40, 150, 300, 500];

/** Returns `rename`, which on Windows tries again for a second. */
export function renameOn(
	system: NodeJS.Platform,
	clock: Pick<Clock, 'after'>,
	rename = files.rename,
): typeof files.rename {
	const attempt = async (from: PathLike, to: PathLike, pauses = pausesMs): Promise<void> =>
		rename(from, to).catch(async (error: unknown) => {
			const [pause, ...later] = pauses;

			if (pause === undefined || !inUseCodes.has(errorCode(error))) {
				throw error;
			}

			await new Promise<void>(resolve => void clock.after(pause, resolve));
			await attempt(from, to, later);
		});
	return system === 'win32' ? async (from, to) => attempt(from, to) : rename;
}

/** The functions of `node:fs/promises`, with `renameOn` of this system. */
export const systemFiles: typeof files = {...files, rename: renameOn(platform, systemClock)};

import * as files from 'node:fs/promises';
import type {Clock, Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {errorCode} from '../core/error-code.ts';
import {platform} from '../terminal/platform.ts';

type Rename = typeof files.rename;

/** On Windows, a rename fails with one of these codes while another program, such as a virus scanner, reads a file. */
const inUseCodes: ReadonlySet<string | null> = new Set(['EACCES', 'EBUSY', 'EPERM']);
const pausesMs: readonly Duration[] = [10, 40, 150, 300, 500];

/** Returns `rename`, which on Windows tries again for a second. */
export function renameOn(
	system: NodeJS.Platform,
	clock: Pick<Clock, 'after'>,
	rename: Rename = files.rename,
): Rename {
	if (system !== 'win32') {
		return rename;
	}

	return async (from, to) => {
		for (const pause of pausesMs) {
			try {
				await rename(from, to);
				return;
			} catch (error) {
				if (!inUseCodes.has(errorCode(error))) {
					throw error;
				}

				await new Promise<void>(resolve => void clock.after(pause, resolve));
			}
		}

		await rename(from, to);
	};
}

/** The functions of `node:fs/promises`, with `renameOn` of this system. */
export const systemFiles: typeof files = {...files, rename: renameOn(platform, systemClock)};

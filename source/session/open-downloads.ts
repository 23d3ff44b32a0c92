import * as files from 'node:fs/promises';
import {hostname} from 'node:os';
import type {Instant} from '../core/time/clock.ts';
import {
	createDownloads,
	type Downloads,
	type DownloadsOptions,
} from '../features/outputs/download/downloads.ts';
import {defaultDownloadLimits} from '../features/outputs/download/limits.ts';
import {openMediaClient} from '../features/outputs/download/media-client.ts';
import type {Owner} from '../features/outputs/download/part-note.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {shownPath} from './shown-path.ts';

/** Makes what saves outputs, and has it report. */
export type OpenDownloads = (
	report: Pick<DownloadsOptions, 'report' | 'onBug'> & {
		/** What the times go by that people see. */
		readonly now: () => Instant;
	},
) => Downloads;

/** Saves outputs in a folder, given as an absolute path. */
export function downloadsInto(folder: string): OpenDownloads {
	return report =>
		createDownloads({
			folder,
			files,
			clock: systemClock,
			random: Math.random,
			limits: defaultDownloadLimits,
			media: openMediaClient(defaultDownloadLimits),
			self: {host: hostname(), pid: process.pid},
			isAlive,
			showPath: shownPath,
			...report,
		});
}

/** Of another machine's process nobody can tell: it counts as alive, and its part is left alone. */
function isAlive({host, pid}: Owner): boolean {
	if (host !== hostname()) {
		return true;
	}

	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ESRCH';
	}
}

import * as files from 'node:fs/promises';
import {homedir, hostname} from 'node:os';
import {sep} from 'node:path';
import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Clock, Instant} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {
	createDownloads,
	type Downloads,
	type DownloadsOptions,
} from '../features/outputs/download/downloads.ts';
import {defaultDownloadLimits} from '../features/outputs/download/limits.ts';
import {openMediaClient} from '../features/outputs/download/media-client.ts';
import type {PartOwner} from '../features/outputs/download/part-metadata.ts';
import type {Store} from '../store/store.ts';
import type {OpenViewer, Viewer} from './open-viewer.ts';

export type OpenDownloads = (
	options: Pick<DownloadsOptions, 'report' | 'onBug'> & {
		/** The clock of the times on the screen; a replay has its own. */
		readonly now: () => Instant;
	},
) => Downloads;

export type OutputServicesOptions = {
	readonly openDownloads?: OpenDownloads;
	readonly openViewer?: OpenViewer;
	readonly onBug: (error: unknown) => void;
};

export type OutputServices = {
	readonly downloads: Downloads | undefined;
	readonly viewer: Viewer | undefined;
	/** Aborts everything. Partial files stay, so that a later download can continue them. */
	close(): Promise<void>;
};

/** Opens downloads and previews for one watch. They dispatch actions with the time of its clock. */
export function openOutputServices(
	{openDownloads, openViewer, onBug}: OutputServicesOptions,
	clock: Pick<Clock, 'now'>,
	dispatch: Store['dispatch'],
): OutputServices {
	const downloads = openDownloads?.({
		now: () => clock.now(),
		report(reports) {
			dispatch({type: 'downloadsUpdated', at: clock.now(), reports});
		},
		onBug,
	});
	const viewer = openViewer?.({
		report(action) {
			dispatch({...action, at: clock.now()});
		},
		onBug,
	});
	return {
		downloads,
		viewer,
		async close() {
			await Promise.all([downloads?.stop(), viewer?.close()]);
		},
	};
}

/** Saves outputs in a folder, given as an absolute path. */
export function downloadsInto(folder: string): OpenDownloads {
	return options =>
		createDownloads({
			folder,
			files,
			clock: systemClock,
			random: Math.random,
			limits: defaultDownloadLimits,
			media: openMediaClient(defaultDownloadLimits),
			self: {host: hostname(), pid: process.pid},
			isAlive,
			showPath: pathText,
			...options,
		});
}

/** Formats a path for display, with `~` for the home folder. */
export function pathText(path: string): SafeText {
	const home = homedir();
	const isInHome = home !== '' && path.startsWith(`${home}${sep}`);
	return cleanName(isInHome ? `~${path.slice(home.length)}` : path);
}

/** Returns whether a process runs. A process on another machine cannot be checked, so it counts as running. */
function isAlive({host, pid}: PartOwner): boolean {
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

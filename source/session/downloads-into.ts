import * as files from 'node:fs/promises';
import {homedir, hostname} from 'node:os';
import {sep} from 'node:path';
import type {ProxyChoice} from '../core/http-proxy.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {
	createDownloads,
	type Downloads,
	type DownloadsOptions,
} from '../features/outputs/download/downloads.ts';
import {defaultDownloadLimits} from '../features/outputs/download/limits.ts';
import {openMediaClient} from '../features/outputs/download/media-client.ts';
import type {PartOwner} from '../features/outputs/download/part-metadata.ts';

export function downloadsInto(
	folder: string,
	{
		proxy,
		...options
	}: Pick<DownloadsOptions, 'template' | 'prepare' | 'now' | 'report' | 'onBug'> & {
		readonly proxy: ProxyChoice;
	},
): Downloads {
	return createDownloads({
		folder,
		files,
		clock: systemClock,
		random: Math.random,
		limits: defaultDownloadLimits,
		media: openMediaClient(defaultDownloadLimits, proxy),
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

/**
 * Returns whether the process that writes a partial file is alive. If that process runs on another machine, this cannot
 * be checked, and the result is true.
 */
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

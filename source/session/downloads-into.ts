import {homedir, hostname} from 'node:os';
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
import {shortenHome} from '../storage/home-folder.ts';
import {systemFiles} from '../storage/system-files.ts';
import {platform} from '../terminal/platform.ts';
import {isProcessAlive} from '../terminal/process-control.ts';

export function downloadsInto(
	folder: string,
	{
		proxy,
		...options
	}: Pick<DownloadsOptions, 'template' | 'prepare' | 'poll' | 'now' | 'report' | 'onBug'> & {
		readonly proxy: ProxyChoice;
	},
): Downloads {
	return createDownloads({
		folder,
		files: systemFiles,
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

/** Formats a path for display. See `shortenHome`. */
export function pathText(path: string): SafeText {
	return cleanName(shortenHome(path, homedir(), platform));
}

/**
 * Returns whether the process that writes a partial file is alive. If that process runs on another machine, this cannot
 * be checked, and the result is true.
 */
function isAlive({host, pid}: PartOwner): boolean {
	return host !== hostname() || isProcessAlive(pid);
}

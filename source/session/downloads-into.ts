import {homedir} from 'node:os';
import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {
	createDownloads,
	type Downloads,
	type DownloadsOptions,
} from '../features/outputs/download/downloads.ts';
import {defaultDownloadLimits} from '../features/outputs/download/limits.ts';
import {openMediaClient, type OutputAccess} from '../features/outputs/download/media-client.ts';
import {shortenHome} from '../storage/home-folder.ts';
import {systemFiles} from '../storage/system-files.ts';
import {platform} from '../terminal/platform.ts';

export function downloadsInto(
	folder: string,
	{
		access,
		...options
	}: Pick<DownloadsOptions, 'template' | 'prepare' | 'renew' | 'now' | 'report' | 'onBug'> & {
		readonly access: () => OutputAccess;
	},
): Downloads {
	return createDownloads({
		folder,
		files: systemFiles,
		clock: systemClock,
		random: Math.random,
		limits: defaultDownloadLimits,
		media: openMediaClient(defaultDownloadLimits, access),
		redact: text => access().redact(text),
		showPath: pathText,
		...options,
	});
}

/** Formats a path for display. See `shortenHome`. */
export function pathText(path: string): SafeText {
	return cleanName(shortenHome(path, homedir(), platform));
}

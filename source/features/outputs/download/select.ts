import {isDownloadActive} from '../../../core/output/download.ts';
import type {State} from '../../../store/state.ts';

export type DownloadsModel = {
	readonly underWay: number;
	/** 0 to 100; null if the size of one download is unknown. */
	readonly percent: number | null;
};

/** Null without active downloads. */
export function selectDownloads({downloads}: Pick<State, 'downloads'>): DownloadsModel | null {
	const going = [...downloads.values()].filter(isDownloadActive);

	if (going.length === 0) {
		return null;
	}

	let bytes = 0;
	let total: number | null = 0;

	for (const {phase} of going) {
		const known = phase.kind === 'running' || phase.kind === 'waiting' ? phase : null;
		bytes += known?.bytes ?? 0;
		const all = known?.total ?? null;
		total = total === null || all === null ? null : total + all;
	}

	const percent = total === null || total === 0 ? null : Math.min(100, (bytes / total) * 100);
	return {underWay: going.length, percent};
}

import type {Notice} from '../../../store/notice.ts';
import {
	isDownloadActive,
	type Download,
	type DownloadPhase,
} from '../../../core/output/download.ts';
import type {State} from '../../../store/state.ts';

/** Returns the notice for the end of a download; null while the download is active. */
export function finishedNotice(
	{downloads}: State,
	{key, batch}: Download,
	phase: DownloadPhase,
): Notice | null {
	const what = key.safe;
	const together = batch === null ? [] : [...downloads.values()].filter(one => one.batch === batch);

	if (together.length > 1 && (phase.kind === 'done' || phase.kind === 'failed')) {
		const notice = together.some(isDownloadActive) ? null : batchNotice(together);

		if (notice !== null || phase.kind === 'done') {
			return notice;
		}
	}

	switch (phase.kind) {
		case 'queued':
		case 'running':
		case 'waiting':
		case 'renewing':
			return null;
		case 'done':
			return {
				kind: phase.isNew ? 'output-saved' : 'output-saved-before',
				what,
				path: phase.path.safe,
			};
		case 'failed':
			return {kind: 'output-not-saved', what, why: phase.why};
		case 'canceled':
			return {kind: 'saving-stopped', what};
	}
}

/** Returns the notice for the end of a batch; null if no output of the batch is saved. */
function batchNotice(together: readonly Download[]): Notice | null {
	const folders = together.flatMap(({phase}) => (phase.kind === 'done' ? [phase.folder] : []));
	const [folder] = folders;
	return folder === undefined
		? null
		: {
				kind: 'outputs-saved',
				saved: folders.length,
				missing: together.length - folders.length,
				folder,
			};
}

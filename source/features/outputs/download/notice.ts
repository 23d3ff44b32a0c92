import {
	isDownloadActive,
	type Download,
	type DownloadFailure,
	type DownloadPhase,
} from '../../../core/output/download.ts';
import type {SafeText} from '../../../core/text/text.ts';
import type {State} from '../../../store/state.ts';

/** One thing to tell the reader of what is saved. `what` is the output's key. */
export type DownloadNotice =
	| {readonly kind: 'saving'; readonly count: number; readonly what: SafeText}
	| {readonly kind: 'saving-already'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-save'}
	/** The key works in the outputs only. */
	| {readonly kind: 'key-of-outputs'; readonly key: string}
	/** All of the run's outputs are saved, or on the way. */
	| {readonly kind: 'all-saved'}
	/** The address is that of a recording, which has no signatures. */
	| {readonly kind: 'no-signature'; readonly what: SafeText}
	/** The path is as it is to be read: the user's own folder is `~`. */
	| {readonly kind: 'output-saved'; readonly what: SafeText; readonly path: SafeText}
	| {readonly kind: 'output-saved-before'; readonly what: SafeText; readonly path: SafeText}
	/** Of those that were asked for together; `missing` are not saved. */
	| {
			readonly kind: 'outputs-saved';
			readonly saved: number;
			readonly missing: number;
			readonly folder: SafeText;
	  }
	| {readonly kind: 'output-not-saved'; readonly what: SafeText; readonly why: DownloadFailure}
	| {readonly kind: 'saving-stopped'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-stop'}
	/** So many are under way: quitting once more leaves. */
	| {readonly kind: 'downloads-under-way'; readonly count: number};

/** What is said of a download that is over; null while it is not. */
export function endNotice(
	{downloads}: State,
	{key, batch}: Download,
	phase: DownloadPhase,
): DownloadNotice | null {
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

/** How many of those that were asked for together are saved, and where; null where none is. */
function batchNotice(together: readonly Download[]): DownloadNotice | null {
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

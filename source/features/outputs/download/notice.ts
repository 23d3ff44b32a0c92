import {
	isDownloadActive,
	type Download,
	type DownloadFailure,
	type DownloadPhase,
} from '../../../core/output/download.ts';
import type {SafeText} from '../../../core/text/text.ts';
import type {State} from '../../../store/state.ts';

/** Notices about downloads. `what` is the output's key. */
export type DownloadNotice =
	| {readonly kind: 'saving'; readonly count: number; readonly what: SafeText}
	| {readonly kind: 'saving-already'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-save'}
	/** The key works only in the outputs pane. */
	| {readonly kind: 'key-of-outputs'; readonly key: string}
	| {readonly kind: 'all-saved'}
	/** A recording has no signed addresses. */
	| {readonly kind: 'no-signature'; readonly what: SafeText}
	/** `path` has `~` for the home folder. */
	| {readonly kind: 'output-saved'; readonly what: SafeText; readonly path: SafeText}
	| {readonly kind: 'output-saved-before'; readonly what: SafeText; readonly path: SafeText}
	/** For a batch; `missing` outputs are not saved. */
	| {
			readonly kind: 'outputs-saved';
			readonly saved: number;
			readonly missing: number;
			readonly folder: SafeText;
	  }
	| {readonly kind: 'output-not-saved'; readonly what: SafeText; readonly why: DownloadFailure}
	| {readonly kind: 'saving-stopped'; readonly what: SafeText}
	| {readonly kind: 'nothing-to-stop'}
	/** Quitting again exits while `count` downloads are active. */
	| {readonly kind: 'downloads-under-way'; readonly count: number};

/** The notice for a finished download; null while it is active. */
export function finishedNotice(
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

/** Null if none of the batch is saved. */
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

import {downloadId, type DownloadId} from '../../../core/output/download.ts';
import type {Run} from '../../../core/run.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {State} from '../../../store/state.ts';
import {listedRuns, markedInSight} from '../../runs/index.ts';
import {isLinkMissing, shownPreview} from '../reduce.ts';
import {
	effectiveKind,
	localExpiry,
	metadataOf,
	outputsOf,
	type OpenPreview,
	type RunOutput,
} from '../state.ts';
import {thumbnailGrid} from './box.ts';

/**
 * Returns the pictures to choose from, those of the run that ended last first: of all marked runs, or else of all that the
 * filter shows, as far as their links have not expired.
 */
export function choosablePictures(state: State): readonly RunOutput[] {
	const marked = markedInSight(state);
	const endOf = ({execution}: Run): Instant => execution?.terminalAt ?? state.now;
	return (marked.length > 0 ? marked : listedRuns(state))
		.toSorted((a, b) => endOf(b) - endOf(a))
		.flatMap(run => outputsOf(run))
		.filter(
			({run, output}) =>
				output.address !== null &&
				effectiveKind(output, metadataOf(state, output)) === 'image' &&
				!isLinkMissing({run, output}) &&
				(localExpiry(state, output) ?? Infinity) > state.now,
		);
}

export function pictureId({run, output}: RunOutput): DownloadId {
	return downloadId(run.id, output.key.exact);
}

/** Returns the preview while the user chooses among the pictures of several runs; null otherwise. */
export function choosing(state: Pick<State, 'view' | 'preview'>): OpenPreview | null {
	const preview = shownPreview(state);
	return (preview?.returnTo ?? null) === null ? null : preview;
}

/** Returns the index of an output; -1 if it is not among `shown`. */
export function indexOf(shown: readonly RunOutput[], wanted: RunOutput): number {
	return shown.findIndex(one => pictureId(one) === pictureId(wanted));
}

/** The pictures on the page of thumbnails that shows the picture with this index. */
export function picturePage(state: State, index: number): readonly RunOutput[] {
	const {across, down} = thumbnailGrid(state.view.size);
	const from = Math.floor(index / (across * down)) * across * down;
	return choosablePictures(state).slice(from, from + across * down);
}

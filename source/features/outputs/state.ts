import type {HistoryRun} from '../../core/history.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {downloadId, type Download, type DownloadId} from '../../core/output/download.ts';
import {isReadableName, outputKinds} from '../../core/output/kinds.ts';
import {expiryOf} from '../../core/output/output-address.ts';
import type {FileMetadata, PreviewContent} from '../../core/output/output-view.ts';
import type {Output} from '../../core/output/output.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {View} from '../../store/state.ts';

/** The pictures among which the user chooses. */
export type Choice = {
	/** The runs of the history that may have pictures; null for those of the run list, or of two compared runs. */
	readonly history: readonly HistoryRun[] | null;
	/** What closing the preview brings back: the selection of the run list, the history or the comparison. */
	readonly returnTo: Pick<View, 'selected' | 'topRun' | 'overlay'>;
};

export type RunOutput = {readonly run: Run; readonly output: Output};

/** The run and the output as they were when the preview was opened. A later address may have another signature. */
export type OpenPreview = RunOutput & {
	/** Null while looking at the outputs of one run. */
	readonly choice: Choice | null;
	/** By `downloadId`: of the output, or of a page of thumbnails in its order. */
	readonly contents: ReadonlyMap<DownloadId, PreviewContent>;
	/** Whether thumbnails are shown instead of one output. */
	readonly isPage: boolean;
	readonly text: TextPosition;
};

/** Returns the content of the output itself. A page of thumbnails may be without it. */
export function shownContent(preview: OpenPreview): PreviewContent {
	return preview.contents.get(outputId(preview)) ?? {kind: 'loading'};
}

/** Which part of a text output is shown, and its search. */
export type TextPosition = {
	/** The index of the first visible row. */
	readonly top: number;
	/** The number of cells to the left of the visible ones. */
	readonly sideways: number;
	readonly wrap: boolean;
	readonly search: string;
	/** The current search hit: the index of the line to which the search has scrolled; null without a hit. */
	readonly hit: number | null;
};

/** The downloads that were requested since none was active. */
export type Saving = {
	readonly ids: readonly DownloadId[];
	/** Runs whose outputs will be saved when the service has said what they are. */
	readonly awaited: ReadonlySet<RunOrderId>;
	/** How many of the runs have no outputs. */
	readonly without: number;
};

export type OutputsState = {
	/** What is known of files by their beginning. The key is the address of the file without its signature (`addressId`). */
	readonly fileMetadata: ReadonlyMap<string, FileMetadata>;
	readonly preview: OpenPreview | null;
	/** Runs of the history, without their logs, that the service was asked about for their outputs. */
	readonly otherRuns: ReadonlyMap<RunOrderId, Run>;
	/** The choice that opens with the first picture of the history that the service reports. */
	readonly seeking: Choice | null;
	/** Whether the terminal draws pixels; null until the first picture shows it. */
	readonly hasPixels: boolean | null;
	/** The pictures that the user has marked while choosing, by their `downloadId`. */
	readonly chosen: ReadonlySet<DownloadId>;
	/** Identifies the latest request of a preview, so that late responses to earlier ones are ignored. */
	readonly previewCount: number;
	/** How far the service's clock is ahead of the local one, in ms; negative if behind. It corrects expiry times. */
	readonly clockSkew: Duration;
	readonly downloads: ReadonlyMap<DownloadId, Download>;
	readonly saving: Saving | null;
	/** Whether the option `--download` is set, which saves every output when its run ends. */
	readonly downloadAll: boolean;
	/** The template for names of files (see `nameTemplate`); null for the usual names. */
	readonly downloadName: string | null;
};

export function outputId({run, output}: RunOutput): DownloadId {
	return downloadId(run.id, output.key.exact);
}

/** Returns the outputs of a run: the same objects for the same run, so that they can be compared by identity. */
export const outputsOf = memoizeByObject((run: Run): readonly RunOutput[] =>
	(run.execution?.outputs ?? []).map(output => ({run, output})),
);

/** Returns when the address of an output expires, by the clock of this machine; null if it has no known expiry. */
export function localExpiry(
	{clockSkew}: Pick<OutputsState, 'clockSkew'>,
	{address}: Output,
): Instant | null {
	const expiresAt = address === null ? null : expiryOf(address);
	return expiresAt === null ? null : expiresAt - clockSkew;
}

/**
 * Returns how to preview an output; null if it is not shown. A file with a name like `a.json` is a text. One without an extension
 * may be a picture.
 */
export function previewKind({kind, name}: Output): 'image' | 'text' | null {
	const text = name?.exact ?? '';
	return kind !== 'file'
		? outputKinds[kind].preview
		: isReadableName(text)
			? 'text'
			: /\.\w+$/.test(text)
				? null
				: 'image';
}

import type {TextDocument} from '../../core/output/output-view.ts';
import {compileSearch, findRanges, type Matcher} from '../../core/text/text-search.ts';
import {callWithTimeLimit} from '../../core/time/call-with-time-limit.ts';
import type {State} from '../../store/state.ts';
import type {TextRange} from '../../terminal/wrap-text.ts';
import type {Size} from '../panes/index.ts';
import {distinctInputs, labelOf} from '../runs/index.ts';
import {downloadOf} from './download/requests.ts';
import {detailsSize, previewBox, thumbnailGrid} from './preview/box.ts';
import {choosablePictures, indexOf, pictureId} from './preview/choices.ts';
import {hitLines, wrapLine} from './preview/read-text.ts';
import {isLinkMissing, outputsWindow, shownPreview} from './reduce.ts';
import {effectiveKind, localExpiry, metadataOf, type OpenPreview, type RunOutput} from './state.ts';

export type OutputsModel = Readonly<ReturnType<typeof selectOutputs>>;
export type OutputRow = Readonly<OutputsModel['rows'][number]>;

/** A row of a text on the screen: a line or a part of a wrapped line, with the search hits in it. */
type TextRow = {
	readonly text: string;
	readonly hits: readonly TextRange[];
	/** Whether this row belongs to the current search hit: the line to which the search has scrolled. */
	readonly current: boolean;
};

export type TextModel = Readonly<NonNullable<ReturnType<typeof textModel>>>;

export type PreviewModel = Readonly<NonNullable<ReturnType<typeof selectPreview>>>;

/**
 * The time limit in milliseconds for finding the hits of a regular expression in one line. A line that exceeds it is
 * shown without highlighted hits.
 */
const highlightTimeoutMs = 4;

export function selectOutputs(state: State) {
	const {outputs, scrollTop, total, selected} = outputsWindow(state);
	return {
		rows: outputs.map(shown => {
			const {output} = shown;
			const metadata = metadataOf(state, output);
			return {
				output,
				selected: shown === selected,
				kind: effectiveKind(output, metadata),
				metadata,
				expiresAt: localExpiry(state, output),
				isLinkMissing: isLinkMissing(shown),
				download: downloadOf(state, shown),
			};
		}),
		total,
		scrollTop,
	};
}

export function selectPreview(state: State) {
	const preview = shownPreview(state);

	if (preview === null) {
		return null;
	}

	const {output, content, run} = preview;
	return {
		output,
		content,
		run: run.label,
		picture: pictureModel(state, preview),
		text: textModel(preview, state.view.size),
	};
}

/** The place of a picture among those to choose from, and whose it is; null for other previews. */
function pictureModel(state: State, preview: OpenPreview) {
	if (preview.returnTo === null) {
		return null;
	}

	const run = state.runs.get(preview.run.id) ?? preview.run;
	const pictures = choosablePictures(state);
	return {
		/** From 1; 0 if the picture is no longer among them, because its link has expired or its run is hidden. */
		number: indexOf(pictures, preview) + 1,
		count: pictures.length,
		marked: pictures.filter(one => state.chosen.has(pictureId(one))).length,
		isMarked: state.chosen.has(pictureId(preview)),
		thumbnails: thumbnailsModel(state, preview, pictures),
		run,
		label: labelOf(state, run.id)?.safe ?? null,
		inputs: distinctInputs(run, state.runs),
		/** The space for the title, the inputs and the cost of the run. */
		detailsSize: detailsSize(state.view.size),
	};
}

function thumbnailsModel(state: State, preview: OpenPreview, pictures: readonly RunOutput[]) {
	if (preview.thumbnails === null) {
		return null;
	}

	return {
		...thumbnailGrid(state.view.size),
		tiles: [...preview.thumbnails].map(([id, content]) => {
			const index = pictures.findIndex(one => pictureId(one) === id);
			const run = pictures[index]?.run;
			return {
				/** From 1; 0 for a picture that cannot be chosen any more. */
				number: index + 1,
				run: run?.title?.safe ?? run?.label ?? '',
				isShown: id === pictureId(preview),
				isMarked: state.chosen.has(id),
				content,
			};
		}),
	};
}

function textModel(preview: OpenPreview, size: Size) {
	const {content, search, hit, top} = preview;

	if (content.kind !== 'text') {
		return null;
	}

	const {document} = content;
	const matcher = compileSearch(search);
	const hits = hitLines(document, search);
	const {rows: height} = previewBox(size);
	const rows = rowsFromTop(preview, document, size, typeof matcher === 'string' ? null : matcher);
	return {
		rows: rows.slice(0, height),
		/** `above` and `below`: whether the text has more rows before and after `rows`. */
		above: top.place > 0 || top.row > 0,
		below: rows.length > height,
		search,
		searchState:
			hits === null ? ('too-slow' as const) : matcher === 'invalid' ? matcher : ('fine' as const),
		hits: hits?.length ?? 0,
		/**
		 * The number of the current hit among all hits, from 1. The current hit is the line to which the text scrolled last.
		 * Null without a current hit.
		 */
		hitNumber: hit === null || hits === null ? null : hits.indexOf(hit) + 1 || null,
	};
}

/**
 * Returns the visible rows of a text. If the text continues below the screen, also returns at least one row more than
 * fits. So the caller can see that there is more text.
 */
function rowsFromTop(
	{top, wrap, sideways, hit}: OpenPreview,
	document: TextDocument,
	size: Size,
	matcher: Matcher | null,
): readonly TextRow[] {
	const {lines} = document;
	const {columns, rows: height} = previewBox(size);
	const rows: TextRow[] = [];

	for (let place = top.place; place < lines.length && rows.length <= height; place++) {
		const line = lines[place] ?? '';
		const marks = matcher === null ? [] : marksIn(line, matcher);
		const parts = wrap
			? wrapLine(document, place, columns)
			: [{from: Math.min(sideways, line.length), to: line.length}];

		for (const {from, to} of parts.slice(place === top.place ? top.row : 0)) {
			rows.push({
				text: line.slice(from, to),
				hits: marks
					.filter(mark => mark.to > from && mark.from < to)
					.map(mark => ({from: Math.max(0, mark.from - from), to: Math.min(to, mark.to) - from})),
				current: place === hit,
			});
		}
	}

	return rows;
}

function marksIn(line: string, {kind, pattern}: Matcher): readonly TextRange[] {
	return kind === 'plain'
		? findRanges(line, pattern)
		: (callWithTimeLimit(highlightTimeoutMs, () => findRanges(line, pattern)) ?? []);
}

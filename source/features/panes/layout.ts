import {noTimeline, paneNames, type PaneName, type Size, type TimelinePlace} from './state.ts';

/** A rectangle in cells. `left` and `top` count from 0 at the top left corner of the terminal. */
export type Rect = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

/** The rectangles of the visible panes. The first row of each is the pane's title. */
export type Layout =
	/** The terminal is too small for panes. The screen shows only one line of text. */
	| {readonly kind: 'tiny'}
	/** The terminal is small: the screen shows one pane at a time, without borders, between header and footer. */
	| {
			readonly kind: 'single';
			readonly panes: Partial<Record<PaneName, Rect>>;
			readonly timeline: Rect | null;
	  }
	/** The screen shows the run list at the left and the other panes at the right, with borders. */
	| {
			readonly kind: 'split';
			readonly panes: Partial<Record<PaneName, Rect>>;
			readonly timeline: Rect | null;
	  };

const minSize: Size = {columns: 20, rows: 5};
const minSplitSize: Size = {columns: 60, rows: 15};
/** Minimum number of rows for log and timeline together, including their titles. */
const minShared = 10;
/** Maximum number of rows of the timeline, including its title. */
const maxTimeline = 20;

/** Pairs of a minimum terminal width and the width of the run list, in cells. */
const listWidths = [
	[200, 76],
	[160, 60],
	[100, 40],
] as const;

/**
 * Computes the rectangles of the visible panes. The views use the rectangles; the reducers use the heights, for
 * example to move by a page.
 */
export function computeLayout(
	size: Size,
	focus: PaneName,
	zoomed: boolean,
	timeline: TimelinePlace = noTimeline,
): Layout {
	const {columns, rows} = size;

	if (columns < minSize.columns || rows < minSize.rows) {
		return {kind: 'tiny'};
	}

	if (columns < minSplitSize.columns || rows < minSplitSize.rows) {
		const only: Rect = {left: 0, top: 1, width: columns, height: rows - 2};
		return focus === 'log'
			? {kind: 'single', ...shareLog({log: only}, timeline, true)}
			: {kind: 'single', panes: {[focus]: only}, timeline: null};
	}

	// The header and the footer take the first and the last row, the outer border the first and the last column.
	const body: Rect = {left: 1, top: 1, width: columns - 2, height: rows - 2};

	if (zoomed) {
		return focus === 'log'
			? {kind: 'split', ...shareLog({log: body}, timeline, true)}
			: {kind: 'split', panes: {[focus]: body}, timeline: null};
	}

	const list = listWidth(columns);
	const detail = detailHeight(rows);
	const outputs = outputsHeight(rows);
	const log = body.height - detail - outputs;
	const right = {left: body.left + list + 1, width: body.width - list - 1};
	return {
		kind: 'split',
		...shareLog(
			{
				runs: {...body, width: list},
				detail: {...right, top: body.top, height: detail},
				log: {...right, top: body.top + detail, height: log},
				outputs: {...right, top: body.top + detail + log, height: outputs},
			},
			timeline,
			focus === 'log',
		),
	};
}

/**
 * Divides the log's rectangle: an open timeline gets the upper half. If the rectangle is too small for both, a
 * focused timeline gets all of it; a timeline without the focus is hidden.
 */
function shareLog(
	rects: Partial<Record<PaneName, Rect>> & {readonly log: Rect},
	{open, inFront}: TimelinePlace,
	focused: boolean,
): {readonly panes: Partial<Record<PaneName, Rect>>; readonly timeline: Rect | null} {
	const {log, ...others} = rects;

	if (!open) {
		return {panes: rects, timeline: null};
	}

	if (log.height < minShared) {
		return inFront && focused ? {panes: others, timeline: log} : {panes: rects, timeline: null};
	}

	const height = Math.min(maxTimeline, log.height >> 1);
	return {
		panes: {...rects, log: {...log, top: log.top + height, height: log.height - height}},
		timeline: {...log, height},
	};
}

/** Returns the number of rows of a pane without its title; 0 if the pane is not visible. */
export function contentHeight(
	size: Size,
	focus: PaneName,
	zoomed: boolean,
	pane: PaneName,
	timeline?: TimelinePlace,
): number {
	const shown = computeLayout(size, focus, zoomed, timeline);
	const rect = shown.kind === 'tiny' ? undefined : shown.panes[pane];
	return rect === undefined ? 0 : Math.max(0, rect.height - 1);
}

/** Returns the number of rows of an overlay without its title. */
export function overlayHeight(size: Size): number {
	return Math.max(1, size.rows - 3);
}

/** Returns the visible panes in the order of their number keys. */
export function shownPanes(shown: Layout): readonly PaneName[] {
	return shown.kind === 'tiny' ? [] : paneNames.filter(pane => shown.panes[pane] !== undefined);
}

function listWidth(columns: number): number {
	const [, width] = listWidths.find(([least]) => columns >= least) ?? [0, 29];
	return width;
}

function detailHeight(rows: number): number {
	if (rows >= 50) {
		return 9;
	}

	return rows >= 32 ? 7 : 5;
}

function outputsHeight(rows: number): number {
	if (rows >= 50) {
		return 9;
	}

	return rows >= 32 ? 6 : 4;
}

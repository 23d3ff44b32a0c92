import {noTimeline, paneNames, type PaneName, type Size, type TimelinePlace} from './state.ts';

/** In cells, from the terminal's top left corner. */
export type Rect = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

/** The rectangles of the visible panes. The first row of each is the pane's title. */
export type Layout =
	/** Room for one line of text only. */
	| {readonly kind: 'tiny'}
	/** One pane at a time, without a frame: header, pane, footer. */
	| {
			readonly kind: 'single';
			readonly panes: Partial<Record<PaneName, Rect>>;
			readonly timeline: Rect | null;
	  }
	/** The run list beside the other panes, in a frame. */
	| {
			readonly kind: 'split';
			readonly panes: Partial<Record<PaneName, Rect>>;
			readonly timeline: Rect | null;
	  };

const minSize: Size = {columns: 20, rows: 5};
const minSplitSize: Size = {columns: 60, rows: 15};
/** Rows with titles: the minimum of log and timeline together, and the maximum of the timeline. */
const minShared = 10;
const maxTimeline = 20;

/** The width of the list by the least width of the terminal, in cells. */
const listWidths = [
	[200, 76],
	[160, 60],
	[100, 40],
] as const;

/** Used by the reducer (height of a page) and the views (rectangles). */
export function layout(
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

	// The header is in the frame's top row, the footer in its bottom row.
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
 * Gives the upper half of the log's rectangle to the timeline. If there is not enough room for both, a focused
 * timeline gets the whole rectangle, any other none.
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

/** Rows of content below the pane's title; 0 if the pane is not visible. */
export function contentHeight(
	size: Size,
	focus: PaneName,
	zoomed: boolean,
	pane: PaneName,
	timeline?: TimelinePlace,
): number {
	const shown = layout(size, focus, zoomed, timeline);
	const rect = shown.kind === 'tiny' ? undefined : shown.panes[pane];
	return rect === undefined ? 0 : Math.max(0, rect.height - 1);
}

/** Rows of content inside the overlay's frame. */
export function overlayHeight(size: Size): number {
	return Math.max(1, size.rows - 3);
}

/** In the order of their keys. */
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

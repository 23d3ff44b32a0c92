import {paneNames, type Pane, type Size} from './state.ts';
import {closedTimeline, type TimelineView} from '../nodes/state.ts';

/** A rectangle of cells, counted from the terminal's upper left corner. */
export type Rect = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

/**
 * Where everything is drawn. The first row of a pane's rectangle is its title, the others are its content.
 * A pane that is missing is not shown at this size.
 */
export type Layout =
	/** Too small for anything but one line that says so. */
	| {readonly kind: 'tiny'}
	/** One pane at a time: header, pane, footer, without a frame. */
	| {
			readonly kind: 'single';
			readonly panes: Partial<Record<Pane, Rect>>;
			readonly timeline: Rect | null;
	  }
	/** The list beside the three panes of the selected run, in a frame. */
	| {
			readonly kind: 'split';
			readonly panes: Partial<Record<Pane, Rect>>;
			/** Where the nodes are drawn, in room that the log gives. */
			readonly timeline: Rect | null;
	  };

export const minSize: Size = {columns: 20, rows: 5};
const minSplitSize: Size = {columns: 60, rows: 15};
/** Rows that the log and the timeline need together, with their titles; and those that the timeline has at most. */
const minShared = 10;
const maxTimeline = 20;

/** Which rectangles the panes get. Pure; the reducer needs it for the height of a page, the screen for drawing. */
export function layout(
	size: Size,
	focus: Pane,
	zoomed: boolean,
	timeline: TimelineView = closedTimeline,
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

	// The frame takes a row above (the header is in it), a row below (the footer) and a column on each side.
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
 * The panes with the upper half of the log's room given to the timeline. Where a half is too small to read in, the
 * timeline has all of it while the keys go to it, and none otherwise.
 */
function shareLog(
	rects: Partial<Record<Pane, Rect>> & {readonly log: Rect},
	{open, inFront}: TimelineView,
	focused: boolean,
): {readonly panes: Partial<Record<Pane, Rect>>; readonly timeline: Rect | null} {
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

/** Rows of content of a pane, below its title; zero where it is not shown. */
export function contentHeight(
	size: Size,
	focus: Pane,
	zoomed: boolean,
	pane: Pane,
	timeline?: TimelineView,
): number {
	const shown = layout(size, focus, zoomed, timeline);
	const rect = shown.kind === 'tiny' ? undefined : shown.panes[pane];
	return rect === undefined ? 0 : Math.max(0, rect.height - 1);
}

/** Rows of content of an overlay: the whole body but for its own frame. */
export function overlayHeight(size: Size): number {
	return Math.max(1, size.rows - 4);
}

/** The panes that are shown, in the order of their keys. */
export function shownPanes(shown: Layout): readonly Pane[] {
	return shown.kind === 'tiny' ? [] : paneNames.filter(pane => shown.panes[pane] !== undefined);
}

function listWidth(columns: number): number {
	if (columns >= 160) {
		return 52;
	}

	return columns >= 100 ? 40 : 29;
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

import {nodesOf} from '../../core/log/node-timeline.ts';
import {countFoldedLines} from '../../core/log/steps.ts';
import {hasEnded, type Run} from '../../core/run.ts';
import type {KeyPlace} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import {titleRows, type PaneBox, type PaneFrame} from '../../ui/frame.ts';

/** The panes in the order of their number keys, 1 to 4. */
export const paneNames = ['runs', 'detail', 'log', 'outputs'] as const;
export type PaneName = (typeof paneNames)[number];

export type Size = {readonly columns: number; readonly rows: number};

export type PanesViewState = {
	readonly size: Size;
	readonly hasScreen: boolean;
	readonly focus: PaneName;
	readonly zoomed: boolean;
};

/** `left` and `top` count from 0 at the top left corner of the terminal. */
export type Rect = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

/** A pane without its borders (`frame`; null on a screen too small for borders). The first row is the pane's title. */
type PaneRect = Rect & {readonly frame: PaneFrame | null};

/** The rectangle of each visible pane. Empty if the terminal is too small for panes. */
export type Layout = Readonly<Partial<Record<PaneName | 'timeline', PaneRect>>>;

/** What decides which panes are visible, and where. `run`: the selected one. */
type ShownPanes = Pick<State['view'], 'size' | 'focus' | 'zoomed' | 'timeline'> & {
	readonly run: Run | null;
};

const minSize: Size = {columns: 20, rows: 5};
const minSplitSize: Size = {columns: 60, rows: 15};
/** In a terminal with fewer rows, the timeline takes the place of the log instead of a part of it. */
const minSharedRows = 30;
/** Maximum number of rows of the timeline, including its title. */
const maxTimeline = 20;

/** Pairs of a minimum terminal width and the width of the run list, in cells. */
const listWidths = [
	[200, 98],
	[160, 76],
	[120, 58],
	[100, 48],
	[80, 34],
	[0, 28],
] as const;

/**
 * The heights of two panes at a minimum terminal height, in rows. The outputs pane has fewer rows if there are fewer
 * outputs. The log has the other rows.
 */
const paneHeights = [
	{from: 50, detail: 9, outputs: 9},
	{from: 32, detail: 7, outputs: 6},
	{from: 0, detail: 5, outputs: 4},
] as const;
/** The details of a failed run have the rows that its log leaves blank, up to this height. */
const maxFailedDetail = 20;

const outerFrame: PaneFrame = {
	leftTee: 'teeRight',
	isLeftNeighborFocused: false,
	drawsRightBorder: true,
};

export function isTooSmall({columns, rows}: Size): boolean {
	return columns < minSize.columns || rows < minSize.rows;
}

/** Whether the screen is large enough for borders and for several panes. */
export function hasFrame({columns, rows}: Size): boolean {
	return columns >= minSplitSize.columns && rows >= minSplitSize.rows;
}

/** The screen except the header, the footer and the borders. */
export function overlayRect(size: Size): PaneRect {
	const border = hasFrame(size) ? 1 : 0;
	return {
		left: border,
		top: 1,
		width: size.columns - 2 * border,
		height: size.rows - 2,
		frame: border === 0 ? null : outerFrame,
	};
}

/**
 * Returns the rectangle of each visible pane. The run list is at the left, and the other panes are at the right. If
 * `zoomed`, or if the terminal is too small for several panes, only the pane with the focus is visible.
 */
export function computeLayout(panes: ShownPanes): Layout {
	const {size, focus, zoomed, run, timeline} = panes;

	if (isTooSmall(size)) {
		return {};
	}

	const body = overlayRect(size);

	if (zoomed || !hasFrame(size)) {
		// Without borders, a selection with the mouse copies clean lines.
		const bare = {...body, left: 0, width: size.columns, frame: null};
		return shareLog({[focus]: focus === 'log' ? bare : body}, panes);
	}

	const list = listWidths.find(([from]) => size.columns >= from)?.[1] ?? 0;
	const heights = paneHeights.find(({from}) => size.rows >= from);
	const outputCount = run?.execution?.outputs.length ?? 0;
	const outputs = Math.min(heights?.outputs ?? 0, titleRows + outputCount);
	const usual = heights?.detail ?? 0;
	const rest = body.height - outputs;
	const isFailed = run?.execution?.phase === 'failed' && !timeline.open;
	const unused = isFailed ? rest - titleRows - countFoldedLines(run.log) : 0;
	const detail = Math.max(usual, Math.min(unused, maxFailedDetail));
	const log = rest - detail;
	const frame = {...outerFrame, isLeftNeighborFocused: focus === 'runs'};
	const right = {left: body.left + list + 1, width: body.width - list - 1, top: body.top, frame};
	return shareLog(
		{
			runs: {...body, width: list, frame: {...outerFrame, drawsRightBorder: false}},
			detail: {...right, height: detail, frame: {...frame, leftTee: 'teeDown'}},
			log: {...right, top: body.top + detail, height: log},
			outputs: {...right, top: body.top + detail + log, height: outputs},
		},
		panes,
	);
}

/** Returns the rectangles of the panes for the selected run. */
export function layout({view, runs}: Pick<State, 'view' | 'runs'>): Layout {
	return computeLayout({...view, run: runs.get(view.selected ?? '') ?? null});
}

/** Splits the rectangle of the log between timeline and log. A terminal with few rows shows only the one in front. */
function shareLog(panes: Layout, {size, timeline, run}: ShownPanes): Layout {
	const {log, ...others} = panes;

	if (!timeline.open || log === undefined) {
		return panes;
	}

	if (size.rows < minSharedRows) {
		return timeline.inFront ? {...others, timeline: log} : panes;
	}

	// The row of the whole run comes before those of the nodes.
	const height = Math.min(maxTimeline, log.height >> 1, titleRows + 1 + countNodes(run));
	return {
		...others,
		timeline: {...log, height},
		log: {...log, top: log.top + height, height: log.height - height},
	};
}

/** Returns how many nodes a run has, or will have. */
function countNodes(run: Run | null): number {
	if (run === null) {
		return 0;
	}

	const expected = hasEnded(run) ? 0 : (run.execution?.totalRunnableNodes ?? 0);
	return Math.max(expected, nodesOf(run).bars.length);
}

export function paneBox({width, height, frame}: Omit<PaneRect, 'left' | 'top'>): PaneBox {
	return {contentWidth: width, contentHeight: Math.max(0, height - titleRows), frame};
}

/** Returns the number of rows of a pane without its title; 0 if the pane is not visible. */
export function contentHeight(state: Pick<State, 'view' | 'runs'>, pane: keyof Layout): number {
	const rect = layout(state)[pane];
	return rect === undefined ? 0 : paneBox(rect).contentHeight;
}

/** Returns the number of rows of an overlay without its title. */
export function overlayHeight(size: Size): number {
	return Math.max(1, paneBox(overlayRect(size)).contentHeight);
}

/** Returns the place in the key bindings that belongs to the focused pane. */
export function paneKeys({focus, timeline}: Pick<ShownPanes, 'focus' | 'timeline'>): KeyPlace {
	const isTimeline = focus === 'log' && timeline.open && timeline.inFront;
	return isTimeline ? 'timeline' : focus;
}

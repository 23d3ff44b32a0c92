import type {PaneName, PanesViewState, Size, TimelinePlace} from './state.ts';

/** `left` and `top` count from 0 at the top left corner of the terminal. */
export type Rect = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

/** The borders that a pane draws. A border between two panes is drawn only by the right one or the lower one. */
export type PaneFrame = {
	/** The glyph at which the title row meets the left border. */
	readonly leftTee: 'teeRight' | 'teeDown';
	/** Whether the run list, which is at the left of this pane and shares the border, has the focus. */
	readonly isLeftNeighborFocused: boolean;
	readonly drawsRightBorder: boolean;
};

/** The rectangle of a pane, without its borders. The first row is the pane's title. */
type PaneRect = Rect & {
	/** The borders; null if the screen is too small for borders. */
	readonly frame: PaneFrame | null;
};

/** The borders of a pane, and the size of its content: without the borders and the title row. */
export type PaneBox = {
	/** In cells. */
	readonly contentWidth: number;
	/** In rows. */
	readonly contentHeight: number;
	readonly frame: PaneFrame | null;
};

/** The rectangle of each visible pane. Empty if the terminal is too small for panes. */
export type Layout = Readonly<Partial<Record<PaneName | 'timeline', PaneRect>>>;

const minSize: Size = {columns: 20, rows: 5};
const minSplitSize: Size = {columns: 60, rows: 15};
/** Minimum number of rows in which the log and the timeline are shown together, including their titles. */
const minShared = 10;
/** Maximum number of rows of the timeline, including its title. */
const maxTimeline = 20;

/** Pairs of a minimum terminal width and the width of the run list, in cells. */
const listWidths = [
	[200, 76],
	[160, 60],
	[100, 40],
] as const;

/** The heights of two panes at a minimum terminal height, in rows. The log has the other rows. */
const paneHeights = [
	{from: 50, detail: 9, outputs: 9},
	{from: 32, detail: 7, outputs: 6},
] as const;

/** What decides which panes are visible, and where. */
type LayoutView = Pick<PanesViewState, 'size' | 'focus' | 'zoomed'> & {
	readonly timeline: TimelinePlace;
};

const outerFrame: PaneFrame = {
	leftTee: 'teeRight',
	isLeftNeighborFocused: false,
	drawsRightBorder: true,
};

/** The number of rows of a pane's title. */
export const titleRows = 1;

export function isTooSmall({columns, rows}: Size): boolean {
	return columns < minSize.columns || rows < minSize.rows;
}

/** Whether the screen is large enough for borders and for several panes. */
export function hasFrame({columns, rows}: Size): boolean {
	return columns >= minSplitSize.columns && rows >= minSplitSize.rows;
}

/** The screen except the header, the footer and the borders. */
export function overlayRect({columns, rows}: Size): PaneRect {
	return hasFrame({columns, rows})
		? {left: 1, top: 1, width: columns - 2, height: rows - 2, frame: outerFrame}
		: {left: 0, top: 1, width: columns, height: rows - 2, frame: null};
}

/**
 * Returns the rectangle of each visible pane. The run list is at the left, and the other panes are at the right. If
 * `zoomed`, or if the terminal is too small for several panes, only the pane with the focus is visible.
 */
export function computeLayout({size, focus, zoomed, timeline}: LayoutView): Layout {
	if (isTooSmall(size)) {
		return {};
	}

	const body = overlayRect(size);

	if (zoomed || !hasFrame(size)) {
		return shareLog({[focus]: body}, timeline, focus);
	}

	const [, list] = listWidths.find(([from]) => size.columns >= from) ?? [0, 29];
	const {detail, outputs} = paneHeights.find(({from}) => size.rows >= from) ?? {
		detail: 5,
		outputs: 4,
	};
	const log = body.height - detail - outputs;
	const right = {
		left: body.left + list + 1,
		width: body.width - list - 1,
		frame: {...outerFrame, isLeftNeighborFocused: focus === 'runs'},
	};
	return shareLog(
		{
			runs: {...body, width: list, frame: {...outerFrame, drawsRightBorder: false}},
			detail: {
				...right,
				top: body.top,
				height: detail,
				frame: {...right.frame, leftTee: 'teeDown'},
			},
			log: {...right, top: body.top + detail, height: log},
			outputs: {...right, top: body.top + detail + log, height: outputs},
		},
		timeline,
		focus,
	);
}

/**
 * Splits the rectangle of the log between the timeline and the log. If the rectangle is too small for both, it is used
 * only for the one that has the focus. If neither has the focus, it is used for the log.
 */
function shareLog(panes: Layout, {open, inFront}: TimelinePlace, focus: PaneName): Layout {
	const {log, ...others} = panes;

	if (!open || log === undefined) {
		return panes;
	}

	if (log.height < minShared) {
		return inFront && focus === 'log' ? {...others, timeline: log} : panes;
	}

	const height = Math.min(maxTimeline, log.height >> 1);
	return {
		...others,
		timeline: {...log, height},
		log: {...log, top: log.top + height, height: log.height - height},
	};
}

export function paneBox({width, height, frame}: Omit<PaneRect, 'left' | 'top'>): PaneBox {
	return {contentWidth: width, contentHeight: Math.max(0, height - titleRows), frame};
}

/** Returns the number of rows of a pane without its title; 0 if the pane is not visible. */
export function contentHeight(view: LayoutView, pane: keyof Layout): number {
	const rect = computeLayout(view)[pane];
	return rect === undefined ? 0 : paneBox(rect).contentHeight;
}

/** Returns the number of rows of an overlay without its title. */
export function overlayHeight(size: Size): number {
	return Math.max(1, paneBox(overlayRect(size)).contentHeight);
}

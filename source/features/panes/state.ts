/** The panes in the order of their number keys, 1 to 4. */
export const paneNames = ['runs', 'detail', 'log', 'outputs'] as const;
export type PaneName = (typeof paneNames)[number];

export type Size = {readonly columns: number; readonly rows: number};

/** Whether the timeline of nodes is shown. It shares the rectangle of the log pane. */
export type TimelinePlace = {
	readonly open: boolean;
	/** Whether the timeline instead of the log handles the keys when the log pane has the focus. */
	readonly inFront: boolean;
};

export type PanesViewState = {
	readonly size: Size;
	readonly hasScreen: boolean;
	readonly focus: PaneName;
	readonly zoomed: boolean;
};

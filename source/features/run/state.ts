export type RunViewState = {
	/** The index of the first visible row of the detail pane. */
	readonly detailTop: number;
};

export const initialRunView: RunViewState = {detailTop: 0};

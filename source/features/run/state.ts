export type RunViewState = {
	/** The index of the first visible row. */
	readonly detailTop: number;
};

export const initialRunView: RunViewState = {detailTop: 0};

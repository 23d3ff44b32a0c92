export type RunViewState = {
	readonly detailTop: number;
};

export const initialRunView: RunViewState = {detailTop: 0};

export type RunViewState = {
	readonly detailScrollTop: number;
};

export const initialRunView: RunViewState = {detailScrollTop: 0};

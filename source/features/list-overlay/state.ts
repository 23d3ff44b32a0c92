/** The part of the state that all lists in overlays have. */
export type ListState = {
	/** The id of the selected row; null without rows. */
	readonly selected: string | null;
	/** The ids of the marked rows in the order in which the user marked them. */
	readonly marked: ReadonlySet<string>;
	/** The typed text that filters the list. */
	readonly filter: string;
};

/** What the view draws: the rows in sight, where they are in the list, and how many are marked. */
export type ListModel<Row> = {
	readonly rows: ReadonlyArray<ShownRow<Row>>;
	readonly scrollTop: number;
	readonly total: number;
	readonly markedCount: number;
};

export type ShownRow<Row> = {
	readonly row: Row;
	readonly isSelected: boolean;
	readonly isMarked: boolean;
};

/** A mistake that somebody could make, as an edit of the source. */
export type Defect = {
	/** What is wrong then. */
	readonly name: string;
	readonly file: string;
	/** Found exactly once in the file, and what stands there instead. */
	readonly from: string;
	readonly to: string;
	/** The part that has to turn red, at what scale, and which of its cases. */
	readonly part: string;
	readonly scale: number;
	readonly only?: string;
	/** Whether the part runs the built program. */
	readonly built?: boolean;
};

declare const cleaned: unique symbol;

/** Text without control and direction-changing characters, safe for a terminal. Only `core/text` creates it. */
export type SafeText = string & {readonly [cleaned]: true};

/** Text from outside the program. It is an object, so that it cannot be interpolated into a string by accident. */
export type ForeignText = {
	readonly safe: SafeText;
	/** The text as received, for `--json`, exports and comparisons. Never write it to a terminal. */
	readonly exact: string;
};

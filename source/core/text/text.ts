declare const cleaned: unique symbol;

/**
 * Text that may be written to a terminal: no control, escape or direction-changing character is left in it.
 * Only `terminal/sanitize` makes one.
 */
export type SafeText = string & {readonly [cleaned]: true};

/**
 * Text that came from outside, in both the forms that are needed: what people see and what machines get.
 * It is an object on purpose, so that neither form can slip into a template by accident.
 */
export type ForeignText = {
	/** For the terminal. */
	readonly safe: SafeText;
	/** Exactly as it came, for `--json`, exports and comparisons. Never write it to a terminal. */
	readonly exact: string;
};

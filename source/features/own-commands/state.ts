import type {SafeText} from '../../core/text/text.ts';

/** One call of a program. `argv`: the program, then its arguments. `variables`: environment variables by name. */
export type OwnCommandCall = {
	readonly argv: readonly string[];
	readonly variables: Readonly<Record<string, string>>;
};

/** A command of the user's own, to be run once for each run, one after the other. */
export type OwnCommandBatch = {
	readonly name: SafeText;
	readonly calls: readonly OwnCommandCall[];
	/** The title or the id of the only run; null for several runs. */
	readonly run: SafeText | null;
};

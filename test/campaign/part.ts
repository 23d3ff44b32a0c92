import type {Chance} from '../helpers/fault-chance.ts';
import type {Verdicts} from './verdicts.ts';

/** What a part of the campaign works with. */
export type Context = {
	readonly chance: Chance;
	/** Share of the whole size that is to be done; 1 is the size of the table in docs/RELIABILITY.md. */
	readonly scale: number;
	/** Only cases of this name are done, where a part lets them be chosen; null does all. */
	readonly only: RegExp | null;
	/** Takes what came of each case. */
	readonly verdicts: Verdicts;
	/** How many of so many cases are to be done; at least one. */
	readonly share: (whole: number) => number;
	/** Notes a figure for the result, say a longest time in milliseconds. */
	readonly figure: (name: string, value: number | string) => void;
};

/** One part of the campaign: a way in which the world is hostile, broken or slow. */
export type Part = {
	readonly name: string;
	/** Cases of the whole, as the table promises them. */
	readonly whole: number;
	/** Does its share of the cases. What it throws makes it red, and so does anything that it leaves running. */
	readonly run: (context: Context) => Promise<void>;
};

/** What came of a part, as one line of JSON. */
export type Result = {
	readonly part: string;
	readonly ok: boolean;
	readonly cases: number;
	readonly whole: number;
	readonly failed: number;
	/** The first of what went wrong, each with its case. */
	readonly examples: readonly string[];
	readonly seed: number;
	readonly scale: number;
	readonly seconds: number;
	readonly figures: Readonly<Record<string, number | string>>;
};

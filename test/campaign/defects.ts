import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** A seeded mistake: an edit of the source that must make a part of the campaign fail. */
export type Defect = {
	readonly name: string;
	readonly file: string;
	/** Occurs exactly once in the file. */
	readonly from: string;
	readonly to: string;
	readonly part: string;
	readonly scale: number;
	/** Whether the part runs the built program. */
	readonly isBuilt: boolean;
	/** A regular expression that selects cases of the part by name; null selects all. */
	readonly only: string | null;
};

/**
 * All defects in `defects.diff`. Each has a line with its name, a line with the file, the part and its options, and
 * then the lines that the edit removes (`-`) and adds (`+`).
 */
export const allDefects: readonly Defect[] = readFileSync(
	join(import.meta.dirname, 'defects.diff'),
	'utf8',
)
	.trimEnd()
	.split('\n\n')
	.map(readDefect);

function readDefect(block: string): Defect {
	const [name = '', where = '', ...edit] = block.split('\n');
	const [, file = '', part = '', scale, built, only = null] =
		/^(\S+) by (\S+) at ([\d.]+)(, built)?(?:, only (.+))?$/.exec(where) ?? [];
	const lines = (sign: string): string =>
		edit
			.filter(line => line.startsWith(sign))
			.map(line => line.slice(1))
			.join('\n');
	return {
		name,
		file,
		part,
		scale: Number(scale),
		isBuilt: built !== undefined,
		only,
		from: lines('-'),
		to: lines('+'),
	};
}

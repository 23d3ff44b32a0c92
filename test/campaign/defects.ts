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
	/** Selects cases of the part. */
	readonly only: string | null;
};

/** All seeded defects, from `defects.diff`: a name, the file and the part, and the lines of the edit. */
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

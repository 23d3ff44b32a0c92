import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Row} from './run.ts';

/** The saved ratios by bench and row: `--check` compares with them, `--keep` writes them. */
export type Kept = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How far a ratio may exceed the saved one. They are medians, but other programs use the machine too. */
export const tolerance = 1.3;

const file = join(import.meta.dirname, 'kept.json');

export function readKept(): Kept {
	return JSON.parse(readFileSync(file, 'utf8')) as Kept;
}

/** Saves the rows of some benches and leaves the others. */
export function keep(measured: ReadonlyMap<string, readonly Row[]>): void {
	const ratios = [...measured].map(([name, rows]): readonly [string, Kept[string]] => [
		name,
		Object.fromEntries(
			rows
				.filter(({ratio}) => Number.isFinite(ratio))
				.map(({what, ratio}) => [what, Number(ratio.toPrecision(3))]),
		),
	]);
	const kept: Kept = {...readKept(), ...Object.fromEntries(ratios)};
	writeFileSync(file, `${JSON.stringify(kept, null, '\t')}\n`);
}

/**
 * One sentence for each row that is worse than the saved one. Ignores new rows and ratios below a third of their
 * limit or below 0.01, which are mostly noise.
 */
export function regressions(name: string, rows: readonly Row[], kept: Kept): readonly string[] {
	return rows.flatMap(({what, ratio, reach}) => {
		const before = kept[name]?.[what];
		return before === undefined || ratio <= Math.max(before * tolerance, (reach ?? 0) / 3, 0.01)
			? []
			: [`${name}: ${what}: ${ratio.toPrecision(3)}, was ${before.toPrecision(3)}`];
	});
}

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Row} from './run.ts';

/** The ratios of the last whole table, by bench and by row: what `--check` compares with and `--keep` writes. */
export type Kept = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** By how many times a ratio may be above the kept one: they are medians, but of a machine with others on it. */
export const tolerance = 1.3;

const file = join(import.meta.dirname, 'kept.json');

export function readKept(): Kept {
	return JSON.parse(readFileSync(file, 'utf8')) as Kept;
}

/** Keeps the rows of some benches; those of the others stay. */
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
 * The rows that have become worse than the kept ones, a sentence each. A row that is not among them is new, and a
 * ratio of a third of its limit, or of a hundredth, is nothing that anybody notices: there the machine's noise is the larger part.
 */
export function regressions(name: string, rows: readonly Row[], kept: Kept): readonly string[] {
	return rows.flatMap(({what, ratio, reach}) => {
		const before = kept[name]?.[what];
		return before === undefined || ratio <= Math.max(before * tolerance, (reach ?? 0) / 3, 0.01)
			? []
			: [`${name}: ${what}: ${ratio.toPrecision(3)}, was ${before.toPrecision(3)}`];
	});
}

import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {join} from 'node:path';

/** One thing that was measured, with what it is to be compared with. Only the ratio says something about another machine. */
export type Figure = {
	readonly name: string;
	/** What was measured, and the reference beside it, as they are to be read: with their unit. */
	readonly measured: string;
	readonly reference: string;
	/** What the reference is. */
	readonly against: string;
	/** How many times the reference; for a size, the size itself. */
	readonly ratio: number;
	/** The most that is bearable. */
	readonly limit: number;
};

/** Two medians, in milliseconds. */
export type Pair = {readonly work: number; readonly reference: number};

const warmUps = 3;

/**
 * Measures some work and a reference in turn, so that both meet the same machine, and gives their medians. `prepare` is
 * done before each round of the work, and not counted.
 */
export function measure<Prepared>(
	{
		prepare,
		work,
		reference,
	}: {
		readonly prepare: () => Prepared;
		readonly work: (prepared: Prepared) => unknown;
		readonly reference: () => unknown;
	},
	rounds = 15,
): Pair {
	const times: Pair[] = [];

	for (let round = -warmUps; round < rounds; round++) {
		const prepared = prepare();
		const pair = {work: timeOf(() => work(prepared)), reference: timeOf(reference)};

		if (round >= 0) {
			times.push(pair);
		}
	}

	return {
		work: median(times.map(({work: time}) => time)),
		reference: median(times.map(({reference: time}) => time)),
	};
}

/** A figure from a measured pair. */
export function figureOf(
	name: string,
	{work, reference}: Pair,
	against: string,
	limit: number,
): Figure {
	return {
		name,
		measured: `${work.toFixed(2)} ms`,
		reference: `${reference.toFixed(2)} ms`,
		against,
		ratio: work / reference,
		limit,
	};
}

/** Prints the figures as the table of docs/PERFORMANCE.md, and writes them to bench/results/. */
export function report(name: string, figures: readonly Figure[]): void {
	const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
	const folder = join(import.meta.dirname, 'results');
	mkdirSync(folder, {recursive: true});
	writeFileSync(
		join(folder, `${name}.json`),
		`${JSON.stringify({name, machine, figures}, null, '\t')}\n`,
	);
	const rows = figures.map(({name: what, measured, reference, against, ratio, limit}) => [
		what,
		measured,
		`${reference} (${against})`,
		ratio.toFixed(2),
		String(limit),
	]);
	process.stdout.write(
		`${machine}\n\n${table([['what', 'measured', 'beside it', 'ratio', 'limit'], ...rows])}\n`,
	);
	const over = figures.filter(({ratio, limit}) => ratio > limit);
	process.exitCode = over.length === 0 ? 0 : 1;
}

function timeOf(work: () => unknown): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}

function median(numbers: readonly number[]): number {
	return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function table(rows: ReadonlyArray<readonly string[]>): string {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map(row => row[column]?.length ?? 0)),
	);
	const lines = rows.map(
		row => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
	);
	const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
	return [lines[0], rule, ...lines.slice(1)].join('\n');
}

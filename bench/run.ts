import {cpus} from 'node:os';

/** One thing that was measured, beside what it is to be compared with. Only the ratio says something about another machine. */
export type Row = {
	readonly what: string;
	/** What was measured, and the reference beside it, as they are to be read: with their unit. */
	readonly measured: string;
	readonly reference: string;
	/** How many times the reference; for a size, the size itself. */
	readonly ratio: number;
	/** The most that the ratio is to be; null where it is told and no more. */
	readonly reach: number | null;
};

/** What measures one part of the program. It prints nothing. */
export type Bench = () => Promise<readonly Row[]>;

/** Two medians, in milliseconds. */
export type Pair = {readonly work: number; readonly reference: number};

const warmUps = 3;

/**
 * Measures some work and a reference in turn, so that both meet the same machine, and gives their medians. `prepare` is
 * done before each round of the work, and not counted.
 */
export async function measure<Prepared>(
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
): Promise<Pair> {
	const times: Pair[] = [];

	for (let round = -warmUps; round < rounds; round++) {
		const prepared = prepare();
		const pair = {work: await timeOf(() => work(prepared)), reference: await timeOf(reference)};

		if (round >= 0) {
			times.push(pair);
		}
	}

	return {
		work: median(times.map(({work: time}) => time)),
		reference: median(times.map(({reference: time}) => time)),
	};
}

/** The row of a measured pair; `against` is what the reference is. */
export function rowOf(
	what: string,
	{work, reference}: Pair,
	against: string,
	reach: number | null,
): Row {
	return {
		what,
		measured: milliseconds(work),
		reference: `${milliseconds(reference)} (${against})`,
		ratio: work / reference,
		reach,
	};
}

/** How a cost grows with what there is: the ratio is 0 where it does not, 1 where ten times as many cost ten times as much. */
export function exponentOf(
	what: string,
	costs: ReadonlyArray<readonly [count: number, cost: number]>,
	show: (cost: number) => string,
	reach: number | null,
): Row {
	const [[few, little] = [1, 1], [many, much] = [1, 1]] = [costs[0], costs.at(-1)];
	return {
		what,
		measured: costs.map(([count, cost]) => `${count}: ${show(cost)}`).join(', '),
		reference: 'the exponent',
		ratio: Math.log(much / little) / Math.log(many / few),
		reach,
	};
}

export function milliseconds(time: number): string {
	return `${time.toFixed(time < 100 ? 2 : 0)} ms`;
}

/** Whether a row is beyond what it is to reach. */
export function isBeyond({ratio, reach}: Row): boolean {
	return reach !== null && ratio > reach;
}

/** The machine, in a few words. */
export function machine(): string {
	return `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
}

/** The rows as a table in Markdown. */
export function tableOf(rows: readonly Row[]): string {
	return table([
		['what', 'measured', 'beside it', 'ratio', 'reach'],
		...rows.map(row => [
			row.what,
			row.measured,
			row.reference,
			row.ratio.toFixed(2),
			row.reach === null ? '' : String(row.reach),
		]),
	]);
}

async function timeOf(work: () => unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

export function median(numbers: readonly number[]): number {
	return quantile(numbers, 0.5);
}

/** The number below which a part (0 to 1) of them lie; NaN of none. */
export function quantile(numbers: readonly number[], part: number): number {
	const index = Math.min(numbers.length - 1, Math.floor(numbers.length * part));
	return numbers.toSorted((a, b) => a - b)[index] ?? Number.NaN;
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

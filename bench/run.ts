import {cpus} from 'node:os';

/** A measurement and its reference. Only the ratio can be compared between machines. */
export type Row = {
	readonly what: string;
	/** The formatted values with their units. */
	readonly measured: string;
	readonly reference: string;
	/** The multiple of the reference; for a size, the size itself. */
	readonly ratio: number;
	/** The limit of the ratio; null for information only. */
	readonly reach: number | null;
};

/** Measures one part of the program. Prints nothing. */
export type Bench = () => Promise<readonly Row[]>;

/** Medians in milliseconds. */
export type Pair = {readonly work: number; readonly reference: number};

const warmUps = 3;

/**
 * Measures work and reference alternately, so that both run under the same load. Returns their medians. `prepare`
 * runs before each round and is not measured.
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

/** `against` names the reference. */
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

/** The exponent of a cost's growth: 0 is constant, 1 is linear. */
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

export function isBeyond({ratio, reach}: Row): boolean {
	return reach !== null && ratio > reach;
}

export function machine(): string {
	return `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
}

/** A Markdown table. */
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

/** The quantile `part`, from 0 to 1; NaN of an empty list. */
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

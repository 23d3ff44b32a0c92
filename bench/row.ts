import {cpus} from 'node:os';

/** A measurement. Its value is compared with the limit. */
export type Row = {
	readonly what: string;
	readonly measured: string;
	/** The measurement with which `measured` is compared, called the reference; empty if there is none. */
	readonly reference: string;
	readonly value: number;
	/** `×` is a multiple of the reference. */
	readonly unit: '×' | 'ms' | 's' | '/s' | '%' | 'bytes' | 'kB' | 'MiB' | 'runs' | 'requests';
	/** The highest value that is accepted; null for information only. */
	readonly limit: number | null;
	/** Whether `limit` is the lowest accepted value instead. */
	readonly isAtLeast?: boolean;
};

/** Measures one part of the program. `parts`: only these parts of it, if there are any. */
export type Bench = (parts: readonly string[]) => Promise<readonly Row[]>;

/** The median times of some work and of the reference with which it is compared, in milliseconds. */
export type Pair = {readonly work: number; readonly reference: number};

type Timed = () => number | Promise<number>;

/**
 * Runs work and reference alternately, so that both run under the same load. Both return their time in milliseconds.
 * Returns the medians.
 */
export async function alternate(work: Timed, reference: Timed, rounds = 11): Promise<Pair> {
	const warmUps = 2;
	const times: Pair[] = [];

	for (let round = 0; round < warmUps + rounds; round++) {
		times.push({work: await work(), reference: await reference()});
	}

	const measured = times.slice(warmUps);
	return {
		work: median(measured.map(pair => pair.work)),
		reference: median(measured.map(pair => pair.reference)),
	};
}

/** Returns how long the work takes, in milliseconds. */
export async function timeOf(work: () => unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

/** Returns a row that compares two times. `against` is the name of the reference. */
export function ratioRow(
	what: string,
	{work, reference}: Pair,
	against: string,
	limit: number | null,
): Row {
	return {
		what,
		measured: milliseconds(work),
		reference: `${milliseconds(reference)} (${against})`,
		value: work / reference,
		unit: '×',
		limit,
	};
}

/** Returns a row without a reference. */
export function valueRow(
	what: string,
	value: number,
	unit: Row['unit'],
	limit: number | null,
	measured = '',
): Row {
	return {what, measured, reference: '', value, unit, limit};
}

export function milliseconds(time: number): string {
	return `${time.toFixed(time < 1 ? 3 : time < 100 ? 1 : 0)} ms`;
}

/** Formats a count with separators. */
export function integer(count: number): string {
	return count.toLocaleString('en');
}

export function holds({value, limit, isAtLeast = false}: Row): boolean {
	return limit === null || (isAtLeast ? value >= limit : value <= limit);
}

export function machine(): string {
	return `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
}

/** Returns the Markdown table of docs/PERFORMANCE.md. */
export function tableOf(rows: readonly Row[]): string {
	const cells = [
		['what', 'measured; reference', 'value', 'limit'],
		...rows.map(row => [
			row.what,
			[row.measured, row.reference].filter(text => text !== '').join('; '),
			withUnit(Number(row.value.toPrecision(3)), row.unit),
			row.limit === null
				? ''
				: `${row.isAtLeast === true ? '≥ ' : ''}${withUnit(row.limit, row.unit)}${holds(row) ? '' : ' (missed)'}`,
		]),
	];
	const widths = (cells[0] ?? []).map((_, column) =>
		Math.max(...cells.map(row => row[column]?.length ?? 0)),
	);
	const lines = cells.map(
		row => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
	);
	const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
	return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function withUnit(value: number, unit: Row['unit']): string {
	return unit === '×' || unit === '/s' ? `${value}${unit}` : `${value} ${unit}`;
}

export function median(numbers: readonly number[]): number {
	return quantile(numbers, 0.5);
}

/** Returns the quantile `part` (0 to 1); NaN for an empty list. */
export function quantile(numbers: readonly number[], part: number): number {
	const index = Math.min(numbers.length - 1, Math.floor(numbers.length * part));
	return numbers.toSorted((a, b) => a - b)[index] ?? Number.NaN;
}

/** By how much, as logarithms, a value may be above the largest of a few earlier ones and still be nothing unusual. */
export type LimitTolerance = {
	/** The largest counts as at most so much more than the second largest: one outlier changes little. */
	readonly cap: number;
	/** For each unit by which the others differ from each other. */
	readonly spreads: number;
	/** For three earlier values; less for more. */
	readonly doubt: number;
};

/** Above this a value is unusual, after three earlier ones at least. All are positive. */
export function usualLimit(
	earlierRuns: readonly number[],
	{cap, spreads, doubt}: LimitTolerance,
): number {
	const logs = earlierRuns.map(value => Math.log(value)).toSorted((a, b) => a - b);
	const others = logs.slice(0, -1);
	const largest = Math.min(logs.at(-1) ?? 0, (others.at(-1) ?? 0) + cap);
	const mean = others.reduce((sum, log) => sum + log, 0) / others.length;
	const variance = others.reduce((sum, log) => sum + (log - mean) ** 2, 0) / others.length;
	return Math.exp(largest + spreads * Math.sqrt(variance) + doubt * Math.sqrt(3 / logs.length));
}

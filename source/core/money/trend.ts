/** The fewest values on each side of a comparison. */
const minValues = 5;
/** The least ratio of the medians that counts as a rise, and the least share of newer values above the older median. */
const minRatio = 1.25;
const minShare = 0.8;

type Rise = {readonly before: number; readonly now: number};

/**
 * Returns the median of the older and of the newest third of values, such as the times of a workflow's runs, if the
 * newest ones are clearly higher; otherwise null. `values`: the newest last.
 */
export function riseOf(values: readonly number[]): Rise | null {
	const newest = values.slice(-Math.max(minValues, Math.ceil(values.length / 3)));
	const older = values.slice(0, values.length - newest.length);

	if (older.length < minValues) {
		return null;
	}

	const [before, now] = [median(older), median(newest)];
	const higher = newest.filter(value => value > before).length;
	return now >= before * minRatio && higher >= newest.length * minShare ? {before, now} : null;
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	const [low = 0, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
	return (low + high) / 2;
}

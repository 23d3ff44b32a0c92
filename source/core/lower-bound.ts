/** The place of the first of the ascending numbers that is not below `least`; their count when all are below. */
export function lowerBound(ascending: readonly number[], least: number): number {
	let low = 0;
	let high = ascending.length;

	while (low < high) {
		const middle = (low + high) >>> 1;

		if ((ascending[middle] ?? 0) < least) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}

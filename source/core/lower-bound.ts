/**
 * Returns the index of the first number in an ascending list that is at least `least`; the length without such a
 * number.
 */
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

/** Binary search: returns the first index below `length` that is not `isBefore`, or the length. */
export function partitionPoint(length: number, isBefore: (index: number) => boolean): number {
	let low = 0;
	let high = length;

	while (low < high) {
		const middle = (low + high) >>> 1;

		if (isBefore(middle)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}

/** Returns the first index in an ascending list with at least `least`, or the length. */
export function lowerBound(ascending: readonly number[], least: number): number {
	return partitionPoint(ascending.length, index => (ascending[index] ?? 0) < least);
}

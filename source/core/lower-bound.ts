/**
 * Returns the first index from 0 to `length - 1` at which `isBefore` is false; `length` if there is none. This is a
 * binary search, so `isBefore` must be false at all later indexes too.
 */
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

/** Returns the index of the first number that is at least `least`; the length of the list if there is none. */
export function lowerBound(ascending: readonly number[], least: number): number {
	return partitionPoint(ascending.length, index => (ascending[index] ?? 0) < least);
}

/** The index of the first ascending number that is at least `least`; the length if there is none. */
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

/** Restores a binary heap after the item at `at` has changed. */
export function siftDown(
	heap: number[],
	at: number,
	precedes: (a: number, b: number) => boolean,
): void {
	const item = heap[at];

	if (item === undefined) {
		return;
	}

	let place = at;

	for (;;) {
		let child = 2 * place + 1;
		const left = heap[child];
		const right = heap[child + 1];

		if (left === undefined) {
			break;
		}

		if (right !== undefined && precedes(right, left)) {
			child++;
		}

		const first = heap[child] ?? left;

		if (!precedes(first, item)) {
			break;
		}

		heap[place] = first;
		place = child;
	}

	heap[place] = item;
}

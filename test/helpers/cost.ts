/** Each piece of work is measured that often, and its quickest round counts. */
const rounds = 7;

/**
 * How many times longer one piece of work takes than another that runs beside it. Busy neighbours and collections of garbage
 * spoil some rounds, not the quickest one. Both are prepared anew for each round, so that no cache helps.
 */
export function costRatio(
	prepareWork: () => () => void,
	prepareReference: () => () => void,
): number {
	return quickest(prepareWork) / quickest(prepareReference);
}

function quickest(prepare: () => () => void): number {
	const times = Array.from({length: rounds}, () => {
		const work = prepare();
		const before = performance.now();
		work();
		return performance.now() - before;
	});

	return Math.min(...times);
}

/** The fastest of this many rounds counts. */
const rounds = 7;

/**
 * How many times longer `work` takes than the reference, which alternates with it. Other load and garbage collections
 * slow some rounds down, but not the fastest. Both are prepared for each round, so that caches do not help.
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

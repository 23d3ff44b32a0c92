/** The fastest of this many rounds counts. */
const rounds = 7;

/**
 * How many times longer the work takes than the reference. Each is prepared anew for every round, so that caches do
 * not help. The fastest rounds are compared, since other load and garbage collections slow down only some rounds.
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

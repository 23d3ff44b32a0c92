/** A time that is not known exactly, in seconds: low ≤ likely ≤ high, none negative. */
export type SecondsRange = {
	readonly low: number;
	readonly likely: number;
	readonly high: number;
};

/** The range as it is after so many seconds. */
export function countDown({low, likely, high}: SecondsRange, age: number): SecondsRange {
	return {
		low: Math.max(0, low - age),
		likely: Math.max(0, likely - age),
		high: Math.max(0, high - age),
	};
}

/** One time after the other. */
export function addRanges(a: SecondsRange, b: SecondsRange): SecondsRange {
	return {low: a.low + b.low, likely: a.likely + b.likely, high: a.high + b.high};
}

/** A range is too wide to be useful if its end exceeds this multiple of its start. */
export const maxRangeRatio = 10;

/** A wide range that ends within this many seconds is still useful, as an upper bound. */
const soon = 60;

/** The range; one that is too wide begins at zero where it ends soon, and is null elsewhere. */
export function usefulRange(range: SecondsRange): SecondsRange | null {
	return range.high <= maxRangeRatio * range.low
		? range
		: range.high <= soon
			? {...range, low: 0}
			: null;
}

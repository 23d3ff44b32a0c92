/** What a user searches for in texts. */
export type Matcher = {
	readonly test: (text: string) => boolean;
	/** Has the `g` flag, to find all hits in a text. */
	readonly pattern: RegExp;
};

/** Finds a text itself. Case matters only if it has capitals. */
export function plainMatcher(text: string): Matcher {
	// With the `u` flag, `-` must not be escaped outside of brackets.
	const source = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
	const flags = text === text.toLowerCase() ? 'iu' : 'u';
	// With the `g` flag, `RegExp.test` would start at the end of the previous match.
	const once = new RegExp(source, flags);
	return {test: each => once.test(each), pattern: new RegExp(source, `g${flags}`)};
}

/** Maximum length of a text in which hits are marked, in UTF-16 units. A line of a megabyte may contain a million hits. */
const markedUnits = 4096;

/** Returns the ranges of the matches in the start of a text, extended to whole graphemes: ascending, without overlap. */
export function findRanges(
	whole: string,
	pattern: RegExp,
): ReadonlyArray<{readonly from: number; readonly to: number}> {
	const text = whole.slice(0, markedUnits);
	const found = [...text.matchAll(pattern)].filter(([match]) => match !== '');

	if (found.length === 0) {
		return [];
	}

	const characters = new Intl.Segmenter().segment(text);
	const ranges: Array<{from: number; to: number}> = [];
	let end = 0;

	for (const {0: match, index} of found) {
		const from = characters.containing(index)?.index ?? index;
		const last = characters.containing(index + match.length - 1);
		const to = last === undefined ? text.length : last.index + last.segment.length;

		if (to > end) {
			ranges.push({from: Math.max(end, from), to});
			end = to;
		}
	}

	return ranges;
}

/** The score of a text that does not match. */
const noMatch = -Infinity;

/** Returns the items that match the typed words, best match first. Items with equal scores keep their order. */
export function rankMatches<Item>(
	items: readonly Item[],
	typed: string,
	textsOf: (item: Item) => readonly string[],
): readonly Item[] {
	return items
		.map(item => ({item, score: Math.max(...textsOf(item).map(text => fuzzyScore(typed, text)))}))
		.filter(({score}) => score > noMatch)
		.toSorted((a, b) => b.score - a.score)
		.map(({item}) => item);
}

/**
 * Returns how well a text matches the typed words; `noMatch` if a word does not match. The kinds of matches, from best
 * to worst: the whole text, its start, the start of a word, any part, letters in order with gaps. A better kind always
 * has a higher score. Within one kind, earlier matches and shorter texts have higher scores.
 */
export function fuzzyScore(typed: string, text: string): number {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return words.reduce((sum, word) => sum + wordScore(word, text.toLowerCase()), 0);
}

/** Maximum length of a match with gaps, as a multiple of the length of the typed word. */
const maxSpread = 3;

/**
 * Returns the score of one word. The integer part stands for the kind of match. The fraction depends on the position
 * of the match and the length of the text.
 */
function wordScore(word: string, text: string): number {
	const at = text.indexOf(word);

	if (at === -1) {
		const spread = subsequenceLength(word, text);
		return spread > maxSpread * word.length ? noMatch : 1 + closeness(spread - word.length, text);
	}

	if (at === 0) {
		return (text.length === word.length ? 5 : 4) + closeness(0, text);
	}

	const start = wordStart(word, text);
	return start === -1 ? 2 + closeness(at, text) : 3 + closeness(start, text);
}

function closeness(distance: number, {length}: string): number {
	return 0.9 / (1 + distance + length / 1000);
}

/**
 * Returns the index of the first word in the text that starts with `word`, or -1. Within Chinese text no word start
 * is recognized.
 */
function wordStart(word: string, text: string): number {
	let at = text.indexOf(word);

	while (at !== -1 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) {
		at = text.indexOf(word, at + 1);
	}

	return at;
}

/** Returns the length of a part of the text that contains the letters in this order; Infinity if there is none. */
function subsequenceLength(letters: string, text: string): number {
	const first = text.indexOf([...letters][0] ?? '');
	let end = first;

	for (const letter of letters) {
		const at = text.indexOf(letter, end);

		if (at === -1) {
			return Infinity;
		}

		end = at + 1;
	}

	return end - first;
}

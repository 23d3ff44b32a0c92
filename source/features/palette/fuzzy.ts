/** The score of a text that does not match the typed words. */
const noMatch = -Infinity;

/**
 * Returns the items that match the typed words, best match first. `textsOf`: the texts of an item; the best match among
 * them counts. Items with equal scores keep their order.
 */
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
 * Returns how well a text matches all typed words; `noMatch` if a word does not match. A word scores by its kind of
 * match, from best to worst: the whole text, its start, the start of a word, any part, letters in order with gaps.
 * Within one kind, earlier matches and shorter texts score higher.
 */
export function fuzzyScore(typed: string, text: string): number {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return words.reduce((sum, word) => sum + wordScore(word, text.toLowerCase()), 0);
}

/** Maximum length of a match with gaps between its letters, as a multiple of the length of the typed word. */
const maxSpread = 3;

/**
 * Returns the score of one typed word; `noMatch` if it does not match. The integer part, 1 to 5, is the kind of match.
 * The fraction is higher for an earlier match and a shorter text.
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
 * Returns the first index at which `word` is the start of a word in the text, or -1. Chinese text has no spaces, so a
 * match inside it is not the start of a word.
 */
function wordStart(word: string, text: string): number {
	let at = text.indexOf(word);

	while (at !== -1 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) {
		at = text.indexOf(word, at + 1);
	}

	return at;
}

/**
 * Searches the text for the letters in this order, with gaps between them. Returns the length of the text from the
 * first to the last letter; Infinity if a letter is not found.
 */
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

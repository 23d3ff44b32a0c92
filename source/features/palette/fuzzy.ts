const noMatch = -Infinity;

/**
 * Returns the items that match the typed text, best match first. An item may have several texts, such as a name in each
 * language. It is ranked by the text that matches best.
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

/** Higher is better. `noMatch` if one of the typed words does not match. */
export function fuzzyScore(typed: string, text: string): number {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return words.reduce((sum, word) => sum + wordScore(word, text.toLowerCase()), 0);
}

/** Maximum length of a match with gaps between its letters, as a multiple of the length of the typed word. */
const maxSpread = 3;

/**
 * Scores `word`: 5 if it is the whole text, 4 if it starts the text, 3 if it starts a later word, 2 if it is inside a
 * word, 1 if its letters are in the text with gaps between them; otherwise `noMatch`. Earlier matches and shorter texts
 * score higher by a fraction below 1.
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
 * Returns the index at which a word in `text` starts with `word`; -1 if there is none. A word starts after a character
 * that is not a letter or digit. So no word starts inside Chinese text, which is written without spaces.
 */
function wordStart(word: string, text: string): number {
	let at = text.indexOf(word);

	while (at !== -1 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) {
		at = text.indexOf(word, at + 1);
	}

	return at;
}

/**
 * Finds the letters in `text` in this order, with gaps between them. Returns the number of characters from the first
 * letter to the last: 6 for `ta` in `the hat`. Returns Infinity if a letter is missing.
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

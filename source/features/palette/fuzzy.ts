const noMatch = -Infinity;

/** Returns the matching items, best match first. Of the texts of an item, the best match counts. */
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

/** Kinds of match, 5 to 1: the text, its start, the start of a word, any part, letters with gaps. Plus `closeness`. */
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

/** Returns -1 if no word starts with `word`. Chinese text has no spaces, so no word starts inside it. */
function wordStart(word: string, text: string): number {
	let at = text.indexOf(word);

	while (at !== -1 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) {
		at = text.indexOf(word, at + 1);
	}

	return at;
}

/** Returns the length of the text that contains the letters in order, with gaps; Infinity if a letter is not found. */
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

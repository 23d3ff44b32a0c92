/**
 * Returns how well a text matches the typed words; null if a word does not match. The kinds of matches, from best to
 * worst: the whole text, its start, the start of a word, any part, letters in order with gaps. A better kind always
 * has a higher score. Within one kind, earlier matches and shorter texts have higher scores.
 */
export function fuzzyScore(typed: string, text: string): number | null {
	const lower = text.toLowerCase();
	let score = 0;

	for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
		const found = wordScore(word, lower);

		if (found === null) {
			return null;
		}

		score += found;
	}

	return score;
}

export function bestScore(typed: string, texts: readonly string[]): number | null {
	return texts.reduce<number | null>((best, text) => {
		const score = fuzzyScore(typed, text);
		return score === null || (best !== null && best >= score) ? best : score;
	}, null);
}

/** Maximum length of a match with gaps, as a multiple of the length of the typed word. */
const maxSpread = 3;

/**
 * Returns the score of one word; null without a match. The integer part stands for the kind of match. The fraction
 * depends on the position of the match and the length of the text.
 */
function wordScore(word: string, text: string): number | null {
	const at = text.indexOf(word);

	if (at === -1) {
		const span = subsequenceSpan(word, text);
		return span === null || span > maxSpread * word.length
			? null
			: 1 + closeness(span - word.length, text);
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
	for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
		if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) {
			return at;
		}
	}

	return -1;
}

/** Returns the length of a part of the text that contains the letters in this order; null if there is none. */
function subsequenceSpan(letters: string, text: string): number | null {
	let first = -1;
	let at = -1;

	for (const letter of letters) {
		at = text.indexOf(letter, at + 1);

		if (at === -1) {
			return null;
		}

		first = first === -1 ? at : first;
	}

	return at - first + 1;
}

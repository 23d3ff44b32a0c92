/**
 * How well a text answers to what was typed; null where it does not. Each typed word must be found: as the whole text,
 * its start, the start of one of its words, anywhere in it, or letter by letter with others between. The better kind
 * always wins; of the same kind what comes sooner and is shorter.
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

/** The best score of several texts. */
export function bestScore(typed: string, texts: readonly string[]): number | null {
	return texts.reduce<number | null>((best, text) => {
		const score = fuzzyScore(typed, text);
		return score === null || (best !== null && best >= score) ? best : score;
	}, null);
}

/** Letters that are strewn over more of the text than this many times their own length are no hit. */
const maxSpread = 3;

/** A whole number for the kind of the hit, and less than one for where it is in how long a text. */
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

/** Where a word of the text begins with it; letters of Chinese have no words to begin. */
function wordStart(word: string, text: string): number {
	for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
		if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) {
			return at;
		}
	}

	return -1;
}

/** The length of the part of the text that has the letters in their order, from the first place on; null where none has. */
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

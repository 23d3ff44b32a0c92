/**
 * Returns the items that match the typed text, best match first. An item may have several texts, such as a name in each
 * language. It is ranked by the text that matches best.
 */
export function rankMatches<Item>(
	items: readonly Item[],
	typed: string,
	textsOf: (item: Item) => readonly string[],
): readonly Item[] {
	const score = scorer(typed);
	return items
		.map(item => ({item, score: Math.max(...textsOf(item).map(score))}))
		.filter(item => item.score > -Infinity)
		.toSorted((a, b) => b.score - a.score)
		.map(({item}) => item);
}

/**
 * Scores a text for each typed word: 5 if the word is the whole text, 4 if it starts the text, 3 if it starts a later
 * word, 2 if it is inside a word, 1 if its letters are in the text with small gaps between them; of the same kind, shorter
 * texts first. -Infinity if a word does not match.
 */
export function scorer(typed: string): (text: string) => number {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean).map(kindsOfMatch);
	return text =>
		words.reduce((sum, kinds) => {
			const kind = kinds.findIndex(pattern => pattern.test(text.toLowerCase()));
			return sum + (kind === -1 ? -Infinity : kinds.length - kind - text.length / 1000);
		}, 0);
}

/** The best kind first. A word starts after a character that is not a letter or digit, so none inside Chinese text. */
function kindsOfMatch(word: string): readonly RegExp[] {
	const letters = [...word].map(letter => letter.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`));
	const whole = letters.join('');
	return [
		`^${whole}$`,
		`^${whole}`,
		String.raw`(?<![\p{L}\p{N}])${whole}`,
		whole,
		letters.join('.{0,3}'),
	].map(pattern => new RegExp(pattern, 'su'));
}

/** What stands between and around ids in a list that was typed or pasted. */
const separators = /[\s,;，；、"'`“”‘’<>《》()（）[\]{}]+/u;

/**
 * Returns the words of a text that was typed or pasted: the ids of a list, without quotes and brackets. From an address
 * of the service's web console it takes only the ids.
 */
export function idsIn(text: string): readonly string[] {
	const words = /https?:\/\//i.test(text)
		? (text.match(/wfrun_[\da-z]+/gi) ?? [])
		: text.split(separators).filter(word => word !== '');
	return [...new Set(words)];
}

/** Whether a word can be the whole id of a run that this program has not seen yet. */
export function looksLikeId(word: string): boolean {
	return /^wfrun_\S/i.test(word) || /^[\w-]{16,}$/.test(word);
}

/** A word: pieces that are plain, in quotes, or a character behind a backslash. */
const word = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|['"\\])+/gs;
const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\\])/gs;

/**
 * The words of a command as a variable holds it (`less -R '+/my word'`), with quotes and backslashes taken as a shell
 * takes them. Nothing else of a shell happens: no variable, no pipe, no pattern.
 */
export function splitCommand(text: string): readonly string[] {
	return (text.match(word) ?? []).map(quoted =>
		quoted.replaceAll(
			piece,
			(_whole, single?: string, double?: string, escaped?: string, plain?: string) =>
				single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '',
		),
	);
}

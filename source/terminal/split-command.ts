const word = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|['"\\])+/gs;
const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\\])/gs;

/** Splits a command (`less -R '+/my word'`) by the quoting rules of POSIX shells, without expansions, pipes or globs. */
export function splitCommand(text: string): readonly string[] {
	return (text.match(word) ?? []).map(quoted =>
		quoted.replaceAll(
			piece,
			(_whole, single?: string, double?: string, escaped?: string, plain?: string) =>
				single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '',
		),
	);
}

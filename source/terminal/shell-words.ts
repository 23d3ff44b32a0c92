import {invisiblePattern} from '../core/text/escape-invisible.ts';
import {platform} from './platform.ts';

const posixSyntax = {
	word: /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|['"\\])+/gs,
	piece: /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\\])/gs,
	escape: /\\(["\\$`])/g,
	closed: /\\.|'[^']*'|"(?:[^"\\]|\\.)*"/gs,
	open: /['"\\]/,
};

/** A backslash separates folders, so it does not escape anything. */
const windowsSyntax = {
	word: /(?:[^\s'"]|'[^']*'|"[^"]*"|['"])+/gs,
	piece: /'([^']*)'|"([^"]*)"|(?!)(.)|(.)/gs,
	escape: /(?!)(.)/g,
	closed: /'[^']*'|"[^"]*"/g,
	open: /['"]/,
};

/** Returns whether a quote of a command is not closed or, except on Windows, nothing follows its last backslash. */
export function hasOpenQuote(text: string, system = platform): boolean {
	const {closed, open} = system === 'win32' ? windowsSyntax : posixSyntax;
	return open.test(text.replaceAll(closed, ''));
}

/**
 * Splits a command like `less -R '+/my word'` by the quoting rules of POSIX shells, without expansions, pipes or globs.
 * On Windows, a backslash is an ordinary character.
 */
export function splitCommand(text: string, system = platform): readonly string[] {
	const {word, piece, escape} = system === 'win32' ? windowsSyntax : posixSyntax;
	return (text.match(word) ?? []).map(quoted =>
		quoted.replaceAll(
			piece,
			(_whole, single?: string, double?: string, escaped?: string, plain?: string) =>
				single ?? double?.replaceAll(escape, '$1') ?? escaped ?? plain ?? '',
		),
	);
}

/**
 * Quotes a text for a shell, if necessary. A text with invisible characters becomes `$'…'`, which bash and zsh
 * understand, but not dash. Any other text also works in sh. On Windows, the shell is PowerShell; a text without quotes,
 * `$`, `%` and backticks, like nearly every path, works in cmd too.
 */
export function shellWord(text: string, system = platform): string {
	const isWindows = system === 'win32';

	if ((isWindows ? /^[\w:./\\-]+$/ : /^[\w:,./-]+$/).test(text)) {
		return text;
	}

	if (isWindows) {
		// PowerShell knows curly quotes. A program would take the quote after a single backslash for a part of the text.
		return `"${spell(text, /["“”„$`]/, '`', hex => `\`u{${hex}}`).replace(/\\+$/, '$&$&')}"`;
	}

	return invisiblePattern.test(text)
		? `$'${spell(text, /['\\]/, '\\', hex => String.raw`\U${hex.padStart(8, '0')}`)}'`
		: `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Escapes the characters that `special` matches, and replaces invisible ones by their code. */
function spell(text: string, special: RegExp, escape: string, code: (hex: string) => string) {
	return Array.from(text, character =>
		invisiblePattern.test(character)
			? code((character.codePointAt(0) ?? 0).toString(16))
			: character.replace(special, match => escape + match),
	).join('');
}

import {invisiblePattern} from '../core/text/escape-invisible.ts';
import {platform} from './platform.ts';

const word = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|['"\\])+/gs;
const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\\])/gs;

/** Returns a command as POSIX shells write it. On Windows, a backslash escapes nothing, since it separates folders. */
function posixCommand(text: string, system: NodeJS.Platform): string {
	return system === 'win32'
		? text.replaceAll(/'[^']*'|"[^"]*"|\\/g, part =>
				part.startsWith("'") ? part : part.replaceAll('\\', '\\\\'),
			)
		: text;
}

/** Returns whether a quote of a command is not closed or, except on Windows, nothing follows its last backslash. */
export function hasOpenQuote(text: string, system = platform): boolean {
	const rest = posixCommand(text, system).replaceAll(/\\.|'[^']*'|"(?:[^"\\]|\\.)*"/gs, '');
	return /['"\\]/.test(rest);
}

/** Splits a command like `less -R '+/my word'` by the quoting rules of POSIX shells, without expansions, pipes or globs. */
export function splitCommand(text: string, system = platform): readonly string[] {
	return (posixCommand(text, system).match(word) ?? []).map(quoted =>
		quoted.replaceAll(
			piece,
			(_whole, single?: string, double?: string, escaped?: string, plain?: string) =>
				single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '',
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

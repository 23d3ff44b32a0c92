import {cleanName, type SafeText} from '../core/text/sanitize.ts';
import {platform} from './platform.ts';

const quoted = String.raw`\\.|'[^']*'|"(?:[^"\\]|\\.)*"`;
const word = new RegExp(String.raw`(?:[^\s'"\\]|${quoted})+`, 'gs');
const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\\])/gs;

/**
 * Splits a command like `less -R '+/my word'` by the quoting rules of POSIX shells, without expansions, pipes or globs.
 * On Windows, a backslash escapes nothing, since it separates folders. Returns null if a quote is not closed.
 */
export function splitCommand(text: string, system = platform): readonly string[] | null {
	const command =
		system === 'win32'
			? text.replaceAll(/'[^']*'|\\/g, part => (part === '\\' ? String.raw`\\` : part))
			: text;
	const unclosed = command.replaceAll(new RegExp(quoted, 'gs'), '');

	if (/['"\\]/.test(unclosed)) {
		return null;
	}

	return (command.match(word) ?? []).map(part =>
		part.replaceAll(
			piece,
			(_whole, single?: string, double?: string, escaped?: string, plain?: string) =>
				single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '',
		),
	);
}

/**
 * Quotes a text for a POSIX shell, if necessary; on Windows for PowerShell. Text with control or invisible characters is
 * shown with marks instead of them, so no shell reads it as it was.
 */
export function shellWord(text: string, system = platform): SafeText {
	const isWindows = system === 'win32';

	if ((isWindows ? /^[\w:./\\-]+$/ : /^[\w:,./-]+$/).test(text)) {
		return cleanName(text);
	}

	// PowerShell knows curly quotes. A program would take the quote after a single backslash for a part of the text.
	return cleanName(
		isWindows
			? `"${text.replaceAll(/["“”„$`]/g, '`$&').replace(/\\+$/, '$&$&')}"`
			: `'${text.replaceAll("'", String.raw`'\''`)}'`,
	);
}

import {commandHelpText, helpText} from '../config/help-text.ts';
import type {Messages} from '../i18n/messages.ts';

/** Returns the manual page in roff: the help of the program and of each command. `date`: of the page, like `2026-05-08`. */
export function manPage({usage}: Messages, version: string, date: string): string {
	const commands = Object.keys(usage.commandHelp) as ReadonlyArray<keyof typeof usage.commandHelp>;
	const lines = [
		`.TH CHENYU-TOP 1 ${date} "chenyu-top ${version}"`,
		'.SH NAME',
		roff(`chenyu-top - ${usage.headline.split(':', 1)[0]}`),
		'.SH DESCRIPTION',
		...asTyped(helpText(usage)),
		'.SH COMMANDS',
		...commands.flatMap(name => [`.SS ${roff(name)}`, ...asTyped(commandHelpText(name, usage))]),
	];
	return `${lines.join('\n')}\n`;
}

/** Keeps the lines of a text as they are. */
function asTyped(text: string): readonly string[] {
	return ['.EX', ...text.split('\n').map(roff), '.EE'];
}

/** Escapes text for roff. Dashes become `\-`, so that a user can copy options from the page. */
function roff(text: string): string {
	return text
		.replaceAll('\\', String.raw`\e`)
		.replaceAll('-', String.raw`\-`)
		.replaceAll('…', '...')
		.replace(/^(?=[.'])/, String.raw`\&`);
}

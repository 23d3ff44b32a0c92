import type {TextBlock} from '../config/command-help-messages.ts';
import {describeOption, optionNames} from '../config/help-text.ts';
import {optionTable} from '../config/option-table.ts';
import type {Messages} from '../i18n/messages.ts';

const description: readonly TextBlock[] = [
	'On a terminal a full screen shows the runs: their position in the queue, progress, log, outputs and cost; ? lists its keys and q quits. If standard output is not a terminal, or with --plain or --json, every event is one line, and the exit status shows how the runs went; docs/SCRIPTS.md lists the events.',
	'The program only reads: it cannot change a run or cost anything. The key is sent only to the origin of the base URL.',
];
const files: readonly TextBlock[] = [
	'The config is $XDG_CONFIG_HOME/chenyu-top/config.json; without that variable, ~/.config/chenyu-top/config.json. The watched runs and the history are saved in $XDG_STATE_HOME/chenyu-top/state.db.',
];

/** Returns the manual page of the program in roff. `date` is the date of the page, in the form `YYYY-MM-DD`. */
export function manPage({usage}: Messages, version: string, date: string): string {
	const groups = Object.keys(usage.groups) as ReadonlyArray<keyof typeof usage.groups>;
	const [, ...synopsis] = usage.synopsis.split(' ');
	const lines = [
		`.TH CHENYU-TOP 1 ${date} "chenyu-top ${version}"`,
		'.SH NAME',
		...sentences(`chenyu-top - ${usage.headline.replace(/\.$/, '')}`),
		'.SH SYNOPSIS',
		`.B ${roff('chenyu-top')}`,
		roff(synopsis.join(' ')),
		'.SH DESCRIPTION',
		...blocks(description),
		'.SH COMMANDS',
		...Object.entries(usage.commandHelp).flatMap(([name, help]) => [
			`.SS ${roff(name)}`,
			...blocks(help),
		]),
		'.SH OPTIONS',
		...groups.flatMap(group => [
			`.SS ${roff(usage.groups[group])}`,
			...optionTable
				.filter(option => option.group === group)
				.flatMap(option =>
					term(optionNames(option), describeOption(option, usage), option.placeholder),
				),
		]),
		'.SH ENVIRONMENT',
		...Object.entries(usage.environment).flatMap(([name, meaning]) => term(name, meaning)),
		'.SH EXIT STATUS',
		...Object.entries(usage.exitCodes).flatMap(([code, meaning]) => term(code, meaning)),
		'.SH FILES',
		...blocks(files),
	];
	return `${lines.join('\n')}\n`;
}

/** Returns an entry of a list: a name, the placeholder of its value, if it takes one, and its meaning. */
function term(name: string, meaning: string, value = ''): readonly string[] {
	const head = value === '' ? `.B ${roff(name)}` : `.BI "${roff(name)}" " ${roff(value)}"`;
	return ['.TP', head, ...sentences(meaning)];
}

function blocks(content: readonly TextBlock[]): readonly string[] {
	return content.flatMap((block, index) => [
		...(index === 0 ? [] : ['.PP']),
		...(typeof block === 'string'
			? sentences(block)
			: ['.RS 4', '.EX', ...block.map(roff), '.EE', '.RE']),
	]);
}

/**
 * Starts each sentence on a new line, because formatters recognize the end of a sentence only at the end of a line.
 * Breaks lines after at most 60 characters.
 */
function sentences(text: string): readonly string[] {
	return text
		.split(/(?<=[.:?]) (?=[A-Z])/)
		.flatMap(sentence => sentence.match(/\S.{0,59}(?=\s|$)/g) ?? [])
		.map(roff);
}

/** Escapes text for roff. Dashes become `\-`, so that a user can copy options from the page. */
function roff(text: string): string {
	return text
		.replaceAll('\\', String.raw`\e`)
		.replaceAll('-', String.raw`\-`)
		.replaceAll('…', '...')
		.replace(/^(?=[.'])/, String.raw`\&`);
}

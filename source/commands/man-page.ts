import {describeOption} from '../config/help-text.ts';
import {optionTable, type Option} from '../config/option-table.ts';
import type {Messages} from '../i18n/index.ts';
import {commandName} from './completion/suggestions.ts';
import {manProse, type ManBlock} from './man-prose.ts';

/** Returns the manual page in roff. `date` is the date of the page, in the form `YYYY-MM-DD`. */
export function manPage(messages: Messages, version: string, date: string): string {
	const {usage} = messages;
	const groups = Object.keys(usage.groups) as ReadonlyArray<keyof typeof usage.groups>;
	const [, ...synopsis] = usage.synopsis.split(' ');
	const lines = [
		`.TH ${commandName.toUpperCase()} 1 ${date} "${commandName} ${version}"`,
		'.SH NAME',
		...sentences(`${commandName} - ${usage.headline.replace(/\.$/, '')}`),
		'.SH SYNOPSIS',
		`.B ${roff(commandName)}`,
		roff(synopsis.join(' ')),
		'.SH DESCRIPTION',
		...blocks(manProse.description),
		'.SS List',
		...blocks(manProse.list),
		'.SS Cost and history',
		...blocks(manProse.history),
		'.SS Other commands',
		...blocks(manProse.subcommands),
		'.SS Ids from standard input',
		...blocks(manProse.standardInput),
		'.SS Events',
		...blocks(manProse.events),
		'.SH OPTIONS',
		...groups.flatMap(group => [
			`.SS ${roff(usage.groups[group])}`,
			...optionTable.filter(option => option.group === group).flatMap(option => row(option, usage)),
		]),
		'.SH ENVIRONMENT',
		...Object.entries(usage.environment).flatMap(([name, meaning]) => term(name, meaning)),
		'.SH EXIT STATUS',
		...Object.entries(usage.exitCodes).flatMap(([code, meaning]) => term(code, meaning)),
		'.SH FILES',
		...blocks(manProse.files),
		'.SH EXAMPLES',
		...blocks(manProse.examples),
	];
	return `${lines.join('\n')}\n`;
}

function row(option: Option, usage: Messages['usage']): readonly string[] {
	const {name, short, placeholder} = option;
	return [
		'.TP',
		placeholder === undefined
			? `.B ${roff(`${short === undefined ? '' : `-${short}, `}--${name}`)}`
			: `.BI ${roff(`--${name}`)} " ${roff(placeholder)}"`,
		...sentences(describeOption(option, usage)),
	];
}

function term(name: string, meaning: string): readonly string[] {
	return ['.TP', `.B ${roff(name)}`, ...sentences(meaning)];
}

function blocks(content: readonly ManBlock[]): readonly string[] {
	return content.flatMap((block, index) => {
		const gap = index === 0 ? [] : ['.PP'];
		return typeof block === 'string'
			? [...gap, ...sentences(block)]
			: ['.PP', '.RS 4', '.EX', ...block.map(roff), '.EE', '.RE'];
	});
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

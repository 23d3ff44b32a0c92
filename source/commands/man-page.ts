import {describeOption, optionNames} from '../config/help-text.ts';
import {optionTable} from '../config/option-table.ts';
import type {Messages} from '../i18n/index.ts';
import {manProse} from './man-prose.ts';
import {blocks, commandName, roff, sentences, term} from './roff.ts';

/** Returns the manual page of the program in roff. `date` is the date of the page, in the form `YYYY-MM-DD`. */
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
		'.SS Ids',
		...blocks(manProse.ids),
		'.SS Events',
		...blocks(manProse.events),
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
		...blocks(manProse.files),
		'.SH EXAMPLES',
		...blocks(manProse.examples),
	];
	return `${lines.join('\n')}\n`;
}

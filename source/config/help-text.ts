import {languages, type Language, type Messages} from '../i18n/messages.ts';
import type {Environment} from '../terminal/platform.ts';
import {wrap} from '../terminal/wrap-text.ts';
import type {Arguments} from './arguments.ts';
import {subcommands, type Subcommand} from './command-help-messages.ts';
import {helpTopic} from './command-words.ts';
import {localeLanguage} from './environment.ts';
import {optionTable, type Option} from './option-table.ts';
import {usageFor} from './usage-messages.ts';

type Usage = Messages['usage'];
type Line = readonly [label: string, meaning: string];

/** The number of spaces between the widest label, such as `--interval SECONDS`, and the column of the descriptions. */
const gap = 2;

/** If an option has more choices than this, the help text lists them on a line of their own, below the description. */
const maxChoices = 4;

const columns = 80;

/**
 * Returns the text that `--help`, `help` or `--version` prints; null if none of them is given. Ignores errors in other
 * arguments, and parses no option values, to start fast.
 */
export function immediateOutput(given: Arguments, env: Environment, version: string) {
	const usage = usageFor(messageLanguage(given.options, env));
	const topic = helpTopic(given);

	if (topic !== null) {
		return {text: topic === 'program' ? helpText(usage) : commandHelpText(topic, usage), usage};
	}

	return given.options.includes('--version') ? {text: version, usage} : null;
}

/** Returns the language of messages, also if there are errors in other options. */
export function messageLanguage(options: readonly string[], env: Environment): Language {
	return languages.find(name => options.includes(`--lang=${name}`)) ?? localeLanguage(env);
}

/** Returns the output of `--help`, without a newline at the end. Lines are at most 80 columns wide. */
export function helpText(usage: Usage): string {
	const groups = Object.keys(usage.groups) as ReadonlyArray<keyof Usage['groups']>;
	const sections: ReadonlyArray<{readonly title: string; readonly lines: readonly Line[]}> = [
		...groups.map(group => ({
			title: usage.groups[group],
			lines: optionTable
				.filter(option => option.group === group)
				.map((option): Line => {
					const {placeholder = ''} = option;
					return [`${optionNames(option)} ${placeholder}`.trimEnd(), meaning(option, usage)];
				}),
		})),
		{title: usage.environmentTitle, lines: Object.entries(usage.environment)},
		{title: usage.exitCodesTitle, lines: Object.entries(usage.exitCodes)},
	];
	const width = Math.max(...sections.flatMap(({lines}) => lines.map(([text]) => text.length)));

	const paragraphs = sections.map(({title, lines}) =>
		[
			title,
			...lines.map(([left, right]) => {
				const indented = right.replaceAll('\n', `\n${' '.repeat(2 + width + gap)}`);
				return `  ${left.padEnd(width + gap)}${indented}`;
			}),
		].join('\n'),
	);

	const synopsis = [usage.synopsis, usage.idsFromInput].map(line => `  ${line}`).join('\n');
	const commands = usage.subcommands(subcommands);
	return [usage.headline, synopsis, commands, ...paragraphs].join('\n\n');
}

export function commandHelpText(command: Subcommand, usage: Usage): string {
	return [...usage.commandHelp[command], usage.allOptions]
		.map(block => (typeof block === 'string' ? wrap(block, columns, Infinity) : block).join('\n'))
		.join('\n\n');
}

export function optionNames({name, short}: Option): string {
	return short === undefined ? `--${name}` : `-${short}, --${name}`;
}

function meaning(option: Option, usage: Usage): string {
	const {choices = [], ...rest} = option;
	return choices.length > maxChoices
		? `${describeOption(rest, usage)}\n${usage.details([usage.choices(choices)]).trim()}`
		: describeOption(option, usage);
}

export function describeOption({name, choices, fallback}: Option, usage: Usage): string {
	const details = [
		...(choices === undefined ? [] : [usage.choices(choices)]),
		...(fallback === undefined ? [] : [usage.byDefault(fallback)]),
	];
	return usage.options[name] + (details.length === 0 ? '' : usage.details(details));
}

import type {Messages} from '../i18n/index.ts';
import {optionTable, type Option} from './option-table.ts';

type Usage = Messages['usage'];
type Line = readonly [label: string, meaning: string];

/** Cells between the widest label and the descriptions. */
const gap = 2;

/** The number of choices that fit beside the description of an option. */
const fewChoices = 4;

/** The output of `--help`, without a final line end. Lines have at most 80 cells. */
export function helpText(usage: Usage): string {
	const table: readonly Option[] = optionTable;
	const groups = Object.keys(usage.groups) as ReadonlyArray<keyof Usage['groups']>;
	const sections: ReadonlyArray<{readonly title: string; readonly lines: readonly Line[]}> = [
		...groups.map(group => ({
			title: usage.groups[group],
			lines: table
				.filter(option => option.group === group)
				.map((option): Line => [label(option), meaning(option, usage)]),
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

	const synopsis = [usage.synopsis, usage.idsFromInput, usage.subcommands]
		.map(line => `  ${line}`)
		.join('\n');
	return [usage.headline, synopsis, ...paragraphs].join('\n\n');
}

function label(option: Option): string {
	const short = option.short === undefined ? '' : `-${option.short}, `;
	return `${short}--${option.name}${option.kind === 'value' ? ` ${option.placeholder}` : ''}`;
}

function meaning(option: Option, usage: Usage): string {
	const sentence = usage.options[option.help];

	if (option.kind === 'switch') {
		return sentence;
	}

	const choices = option.choices === null ? [] : [usage.choices(option.choices)];
	const fallback = option.fallback === null ? [] : [usage.byDefault(option.fallback)];

	// Many choices have a line of their own.
	return (option.choices ?? []).length > fewChoices
		? `${withDetails(sentence, fallback, usage)}\n${withDetails('', choices, usage).trim()}`
		: withDetails(sentence, [...choices, ...fallback], usage);
}

function withDetails(sentence: string, details: readonly string[], usage: Usage): string {
	return details.length === 0 ? sentence : `${sentence}${usage.details(details)}`;
}

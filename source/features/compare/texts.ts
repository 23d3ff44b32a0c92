import {phaseOf} from '../../api/wire/responses.ts';
import type {ForeignText} from '../../core/text/sanitize.ts';
import {codeSpan} from '../../core/text/without-secrets.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {fieldText} from '../../ui/units.ts';
import {nodeTime} from '../nodes/columns.ts';
import {
	mapPair,
	type ComparedField,
	type ComparedRow,
	type ComparedSection,
	type ComparedValue,
	type Comparison,
	type Pair,
} from './comparison.ts';

/** A row of the comparison as text, for the screen, a terminal and Markdown. */
export type RowTexts = Pick<ComparedRow, 'bars'> & {
	readonly label: string;
	/** A value that is unknown or missing is null. */
	readonly values: Pair<string | null>;
	/** With its sign; empty if the values are equal or have no difference. */
	readonly difference: string;
};

/** Returns a row as text. `id`: its section. */
export function rowTexts(
	id: ComparedSection['id'],
	{name, type, values, difference, bars}: ComparedRow,
	appearance: Pick<Appearance, 'messages' | 'paint'>,
): RowTexts {
	const {messages} = appearance;
	const {compare: words, numbers, states} = messages;
	const isField = id === 'run';
	const text = (value: ComparedValue): string | null => {
		if (value === null || type === 'number') {
			return value === null ? null : numbers.shortTime(Number(value) * 1000);
		}

		const phase =
			isField && name.exact === 'status' ? phaseOf((value as ForeignText).exact) : 'other';
		return phase === 'other' ? fieldText(type, value, appearance, 0) : states[phase];
	};
	const change = text(difference) ?? '';
	return {
		label: isField ? words.fields[name.exact as ComparedField] : name.safe,
		values:
			bars === undefined
				? mapPair(values, text)
				: mapPair(bars, bar => bar && nodeTime(bar, messages)),
		difference: !/[1-9]/.test(change) ? '' : change.startsWith('-') ? change : `+${change}`,
		...(bars && {bars}),
	};
}

/** Returns the note beside the title of a section; empty for none. */
export function sectionNote(
	{id, rows}: ComparedSection,
	{sameInputs, scale, log}: Comparison,
	{compare: words, timeline, numbers}: Messages,
): string {
	const notes: Partial<Record<ComparedSection['id'], string>> = {
		inputs: sameInputs === null ? words.unknownInputs : words.inputs(rows.length, sameInputs),
		nodes: rows.length === 0 ? timeline.none : words.scale(numbers.shortTime(scale)),
		outputs: rows.length === 0 ? words.none : '',
		log: words.log[log.state](log.same),
	};
	return notes[id] ?? '';
}

/** Formats a comparison as tables, without secrets. Texts from outside are formatted as code, like in a failure card. */
export function comparisonMarkdown(comparison: Comparison, messages: Messages): string {
	const {compare: words} = messages;
	const plain = {messages, paint: {ascii: true, color: 0}} as const;
	const sections = comparison.sections.map(section => {
		const note = sectionNote(section, comparison, messages);
		const rows = section.rows.map(row => {
			const {label, values, difference} = rowTexts(section.id, row, plain);
			const name = section.id === 'run' || section.id === 'log' ? label : cell(label);
			return [name, ...values.map(cell), difference];
		});
		const table = [['', 'A', 'B', words.difference], ['-', '-', '-', '-:'], ...rows];
		return [
			`**${words.sections[section.id]}**${note === '' ? '' : `: ${note}`}`,
			...(rows.length === 0 ? [] : [table.map(each => `| ${each.join(' | ')} |`).join('\n')]),
		].join('\n\n');
	});
	return [`## ${words.title}`, ...sections, ''].join('\n\n');
}

/** Escapes `|`, which would end the cell of a Markdown table even inside code. */
function cell(text: string | null): string {
	return text === null ? '' : codeSpan(text).replaceAll('|', String.raw`\|`);
}

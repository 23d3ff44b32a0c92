import {phaseOf} from '../../api/wire/responses.ts';
import {nodesOf} from '../../core/log/node-timeline.ts';
import type {Money} from '../../core/money/money.ts';
import type {FieldType} from '../../core/run-fields.ts';
import type {ForeignText} from '../../core/text/sanitize.ts';
import {codeSpan} from '../../core/text/without-secrets.ts';
import type {Messages} from '../../i18n/messages.ts';
import {cellWidth} from '../../terminal/width.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {blank, cutLine, fitLine, span, textOf, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefAmount, fieldText} from '../../ui/units.ts';
import {fieldLines, labelCells, packFields} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import {nodeBarLine, nodeTime} from '../nodes/columns.ts';
import {signedState} from '../runs/state-style.ts';
import {
	exactText,
	mapPair,
	type ComparedField,
	type ComparedRow,
	type ComparedSection,
	type ComparedValue,
	type Comparison,
	type Pair,
} from './comparison.ts';

/** A row of the comparison as text, for the screen, a terminal and Markdown. */
type RowTexts = Pick<ComparedRow, 'bars'> & {
	readonly field: ComparedField | null;
	readonly label: string;
	/** A value that is unknown or missing is null. */
	readonly texts: Pair<string | null>;
	/** Whether the values, or the states and times of a node, are the same as far as the texts show them. */
	readonly isEqual: boolean;
	/** With its sign; empty if the values are equal or have no difference. */
	readonly difference: string;
};

/** Returns the rows of a section as texts. Leaves out rows without any value. */
function textsOf(
	{id, rows}: ComparedSection,
	appearance: Pick<Appearance, 'messages' | 'paint'>,
): readonly RowTexts[] {
	const {messages} = appearance;
	const textOfType = (type: FieldType, value: ComparedValue) =>
		value === null
			? null
			: type === 'number'
				? messages.numbers.shortTime(Number(value) * 1000)
				: type === 'money'
					? briefAmount(value as Money, appearance)
					: fieldText(type, value, appearance, 0);
	return rows
		.filter(({values}) => values.some(value => value !== null))
		.map(({name, type, values, difference, bars}) => {
			const field = id === 'run' ? (name.exact as ComparedField) : null;
			const change = textOfType(type, difference) ?? '';
			const valueText = (value: ComparedValue) =>
				field === 'status' && value !== null
					? statusText(value as ForeignText, messages)
					: textOfType(type, value);
			const texts =
				bars === null
					? mapPair(values, valueText)
					: mapPair(bars, bar => bar && nodeTime(bar, messages));
			return {
				field,
				label: field === null ? name.safe : messages.compare.fields[field],
				texts,
				isEqual:
					texts[0] === texts[1] &&
					exactText(values[0]) === exactText(values[1]) &&
					bars?.[0]?.state === bars?.[1]?.state,
				difference: !/[1-9]/.test(change) ? '' : change.startsWith('-') ? change : `+${change}`,
				bars,
			};
		});
}

/** Returns a status in the language of the user. One that this program does not know stays as it is. */
function statusText({safe, exact}: ForeignText, {states}: Messages): string {
	const phase = phaseOf(exact);
	return phase === 'other' ? safe : states[phase];
}

/** Returns the note beside the title of a section; empty for none. */
function sectionNote(
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
		const rows = textsOf(section, plain).map(({label, texts, difference}) => {
			const name = section.id === 'run' || section.id === 'log' ? label : cell(label);
			return [name, ...texts.map(cell), difference];
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

type Side = 0 | 1;
const sides = [0, 1] as const;
const sideNames = ['A', 'B'] as const;
const maxLabel = 32;
/** The width of the time of a node with its difference, in cells. */
const timeCells = 16;
const maxTextRows = 6;
/** Values with less room are one below the other. In cells. */
const minHalf = 12;
/** Longer texts are cut before they are measured, which is slow. In UTF-16 units. */
const maxText = 1000;

export const comparisonText: TextOverlay<Comparison> = {
	title: (_, {compare}) => compare.title,
	lines: (comparison, {width, appearance}) => comparisonLines(comparison, width, appearance),
};

/** Returns the comparison for a screen or a terminal of `width` cells. An empty row is between two sections. */
export function comparisonLines(
	comparison: Comparison,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	return comparison.sections.flatMap((section, index) => [
		...(index === 0 ? [] : [[]]),
		...sectionLines(section, comparison, width, appearance),
	]);
}

/**
 * Returns the rows of a section: short values side by side; errors, inputs, nodes and log entries one below the other, or
 * once if they are equal. Equal fields of the runs are together at the end.
 */
function sectionLines(
	section: ComparedSection,
	comparison: Comparison,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {id} = section;
	const {runs, scale} = comparison;
	const {messages, glyphs} = appearance;
	const {ellipsis} = glyphs;
	const isFolded = ({field, isEqual}: RowTexts) => isEqual && field !== null && field !== 'error';
	const all = textsOf(section, appearance);
	const rows = all.filter(row => !isFolded(row));
	const title = messages.compare.sections[id];
	const labels = rows.map(({label}) => label.slice(0, maxText));
	const maxLabelCells = Math.max(6, Math.min(maxLabel, Math.floor(width / 3)));
	const cells = Math.min(labelCells([title, ...labels]), maxLabelCells);
	const differences = rows.map(({difference}) => difference);
	const headText = differences.some(text => text !== '') ? messages.compare.difference : '';
	const differenceCells = Math.max(...[headText, ...differences].map(cellWidth));
	const half = Math.floor((width - cells - differenceCells) / 2) - 1;
	const isBeside = rows.length > 0 && (id === 'run' || id === 'outputs') && half >= minHalf;
	const valueCells = Math.max(1, width - cells - 2);
	const barCells = Math.max(1, valueCells - timeCells);

	const changeOf = (text: string) =>
		span(text, text.startsWith('-') ? 'good' : text.startsWith('+') ? 'warn' : undefined);
	const valueOf = ({field, texts}: RowTexts, side: Side): Line => {
		const {execution} = runs[side];
		const text = texts[side];

		if (text === null) {
			return [span(glyphs.unknown, 'muted')];
		}

		return field === 'status' && execution !== null
			? signedState(execution.phase, execution.status, appearance)
			: [span(text.slice(0, maxText), field === 'error' ? 'bad' : undefined)];
	};
	const beside = (values: Pair<Line>, difference: string): Line => [
		...values.flatMap(value => [...fitLine(value, half, ellipsis), blank(1)]),
		changeOf(difference),
	];
	const linesOf = (row: RowTexts, side: Side): readonly Line[] => {
		const bar = row.bars?.[side] ?? null;
		const value = valueOf(row, side);

		if (bar === null) {
			const wrapped = wrap(row.texts[side] ?? '', valueCells, maxTextRows);
			return wrapped.length < 2 ? [value] : wrapped.map(text => [span(text, value[0]?.styleName)]);
		}

		const from = nodesOf(runs[side]).axis?.from ?? 0;
		const drawn = nodeBarLine(bar, {from, to: from + scale}, barCells, appearance);
		const failed = bar.state === 'failed' ? [span(`${glyphs.nodes.failed} `, 'bad')] : [];
		return [[...fitLine(drawn, barCells, ellipsis), blank(1), ...failed, ...value]];
	};
	const under = (row: RowTexts): readonly Line[] =>
		sides
			// A node that only one run has is one row, and so is what is equal.
			.filter(side => row.bars?.[side] !== null && (side === 0 || !row.isEqual))
			.flatMap(side =>
				linesOf(row, side).map((line, index) => [
					span(index > 0 ? ' ' : row.isEqual ? '=' : sideNames[side], 'muted'),
					blank(1),
					...line,
					...(side === 0 || row.difference === '' ? [] : [blank(1), changeOf(row.difference)]),
				]),
			);
	const note = `  ${sectionNote(section, comparison, messages)}`;
	const equal = all
		.filter(isFolded)
		.map(row => [span(`${row.label} `, 'muted'), ...valueOf(row, 0)]);
	const head = beside([[span('A')], [span('B')]], headText);
	return [
		isBeside
			? [...fitLine([span(title, 'title')], cells, ellipsis), ...head]
			: [span(title, 'title'), span(note, 'muted')],
		...fieldLines(
			[
				...rows.map((row, index) => ({
					label: textOf(cutLine([span(labels[index] ?? '')], cells - 2, ellipsis)),
					rows:
						isBeside && row.field !== 'error'
							? [
									beside(
										mapPair(sides, side => valueOf(row, side)),
										row.difference,
									),
								]
							: under(row),
				})),
				{label: messages.compare.equal, rows: packFields(equal, valueCells, appearance)},
			],
			cells,
		),
	];
}

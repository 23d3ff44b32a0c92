import {phaseOf} from '../../api/wire/responses.ts';
import type {Money} from '../../core/money/money.ts';
import type {ForeignText} from '../../core/text/sanitize.ts';
import {codeSpan} from '../../core/text/without-secrets.ts';
import type {Messages} from '../../i18n/messages.ts';
import {cellWidth} from '../../terminal/width.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {blank, cutLine, fitLine, lineWidth, span, textOf, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefAmount, fieldText} from '../../ui/units.ts';
import {fieldLines, labelCells} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import {nodeBarLine, nodeTime} from '../nodes/columns.ts';
import {signedState} from '../runs/state-style.ts';
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
type RowTexts = Pick<ComparedRow, 'values' | 'bars'> & {
	readonly field: ComparedField | null;
	readonly label: string;
	/** A value that is unknown or missing is null. */
	readonly texts: Pair<string | null>;
	/** With its sign; empty if the values are equal or have no difference. */
	readonly difference: string;
};

/** Returns the rows of a section as texts. Leaves out rows without any value. */
function textsOf(
	{id, rows}: ComparedSection,
	appearance: Pick<Appearance, 'messages' | 'paint'>,
): readonly RowTexts[] {
	return rows
		.filter(({values}) => values.some(value => value !== null))
		.map(row => rowTexts(id === 'run' ? (row.name.exact as ComparedField) : null, row, appearance));
}

function rowTexts(
	field: ComparedField | null,
	{name, type, values, difference, bars}: ComparedRow,
	appearance: Pick<Appearance, 'messages' | 'paint'>,
): RowTexts {
	const {messages} = appearance;
	const {compare: words, numbers, states} = messages;
	const text = (value: ComparedValue): string | null => {
		if (value === null || type === 'number') {
			return value === null ? null : numbers.shortTime(Number(value) * 1000);
		}

		if (type === 'money') {
			return briefAmount(value as Money, appearance);
		}

		const phase = field === 'status' ? phaseOf((value as ForeignText).exact) : 'other';
		return phase === 'other' ? fieldText(type, value, appearance, 0) : states[phase];
	};
	const change = text(difference) ?? '';
	return {
		field,
		label: field === null ? name.safe : words.fields[field],
		texts:
			bars === undefined
				? mapPair(values, text)
				: mapPair(bars, bar => bar && nodeTime(bar, messages)),
		difference: !/[1-9]/.test(change) ? '' : change.startsWith('-') ? change : `+${change}`,
		values,
		...(bars && {bars}),
	};
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

/** Returns the rows of a section: short values side by side; inputs, nodes and log entries one below the other. */
function sectionLines(
	section: ComparedSection,
	comparison: Comparison,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {id} = section;
	const {compare: words} = appearance.messages;
	const {ellipsis, unknown, nodes: nodeGlyphs} = appearance.glyphs;
	const name = words.sections[id];
	const rows = textsOf(section, appearance);
	const labels = rows.map(({label}) => label.slice(0, maxText));
	const maxLabelCells = Math.max(6, Math.min(maxLabel, Math.floor(width / 3)));
	const cells = Math.min(labelCells([name, ...labels]), maxLabelCells);
	const changes = rows.map(({difference}) => difference).filter(text => text !== '');
	const headText = changes.length === 0 ? '' : words.difference;
	const differenceCells = Math.max(...[headText, ...changes].map(cellWidth));
	const half = Math.max(1, Math.floor((width - cells - differenceCells) / 2) - 1);
	const valueCells = Math.max(1, width - cells - 2);
	const valueLine = (text: string | null): Line =>
		text === null ? [span(unknown, 'muted')] : [span(text.slice(0, maxText))];
	const change = (text: string) =>
		span(text, text.startsWith('-') ? 'good' : text.startsWith('+') ? 'warn' : undefined);
	const beside = ({field, values, texts, difference}: Omit<RowTexts, 'label'>): Line => [
		...sides.flatMap(side => {
			const status = field === 'status' ? (values[side] as ForeignText | null) : null;
			const line =
				status === null
					? valueLine(texts[side])
					: signedState(phaseOf(status.exact), status, appearance);
			return [...fitLine(line, half, ellipsis), blank(1)];
		}),
		change(difference),
	];
	const contents = ({field, texts, bars, difference}: RowTexts, side: 0 | 1): readonly Line[] => {
		const text = texts[side];

		if (bars === undefined) {
			const style = field === 'error' ? 'bad' : undefined;
			const after = side === 0 || difference === '' ? [] : [blank(1), change(difference)];
			const lines = wrap(text ?? '', valueCells, maxTextRows).map(row => [
				span(row, style),
				...after,
			]);
			return lines.length === 0 ? [valueLine(text)] : lines;
		}

		const from = comparison.runs[side].nodes.axis?.from ?? 0;
		const axis = {from, to: from + comparison.scale};
		const barCells = Math.max(1, valueCells - timeCells);
		const bar = bars[side] && nodeBarLine(bars[side], axis, barCells, appearance);
		const failed = bars[side]?.state === 'failed' ? [span(`${nodeGlyphs.failed} `, 'bad')] : [];
		const time = [
			...failed,
			...valueLine(text),
			...(side === 0 ? [] : [blank(1), change(difference)]),
		];
		return [[...fitLine(bar ?? [], barCells, ellipsis), blank(1), ...time]];
	};
	const under = (row: RowTexts): readonly Line[] => {
		// A node that only one run has is one row.
		const shown = sides.filter(side => row.bars?.[side] !== null);
		return shown.flatMap(side =>
			contents(row, side).map((line, index) => [
				span(index === 0 ? sideNames[side] : ' ', 'muted'),
				blank(1),
				...line,
			]),
		);
	};
	const isBeside = rows.length > 0 && (id === 'run' || id === 'outputs') && half >= minHalf;
	const values = [null, null] as const;
	const head = {field: null, values, texts: sideNames, difference: headText};
	const note = `  ${sectionNote(section, comparison, appearance.messages)}`;
	const title = [span(name, 'title')];
	return [
		isBeside
			? [...title, blank(cells - lineWidth(title)), ...beside(head)]
			: [...title, span(note, 'muted')],
		...fieldLines(
			rows.map((row, index) => ({
				label: textOf(cutLine([span(labels[index] ?? '')], cells - 2, ellipsis)),
				rows: isBeside && row.field !== 'error' ? [beside(row)] : under(row),
			})),
			cells,
		),
	];
}

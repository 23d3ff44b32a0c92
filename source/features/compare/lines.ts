import {wrap} from '../../terminal/wrap-text.ts';
import {blank, cutLine, fitLine, lineWidth, span, textOf, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {fieldLines, labelCells} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import {nodeBarLine} from '../nodes/columns.ts';
import type {ComparedSection, Comparison} from './comparison.ts';
import {rowTexts, sectionNote, type RowTexts} from './texts.ts';

const sides = [0, 1] as const;
const sideNames = ['A', 'B'] as const;
const maxLabel = 32;
/** The width of a difference like `+¥0.20000001`, and of the time of a node with its difference, in cells. */
const differenceCells = 13;
const timeCells = 16;
const maxTextRows = 6;
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

/** Short values are next to each other; inputs, nodes and log entries are under one another. */
function sectionLines(
	section: ComparedSection,
	comparison: Comparison,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {id} = section;
	const {compare: words} = appearance.messages;
	const {ellipsis, unknown} = appearance.glyphs;
	const name = words.sections[id];
	const rows = section.rows.map(row => rowTexts(id, row, appearance));
	const labels = rows.map(({label}) => label.slice(0, maxText));
	const most = Math.max(6, Math.min(maxLabel, Math.floor(width / 3)));
	const cells = Math.min(labelCells([name, ...labels]), most);
	const half = Math.max(1, Math.floor((width - cells - differenceCells) / 2) - 1);
	const valueCells = Math.max(1, width - cells - 2);
	const valueLine = (text: string | null): Line =>
		text === null ? [span(unknown, 'muted')] : [span(text.slice(0, maxText))];
	const change = (text: string) => span(text, text.startsWith('-') ? 'good' : 'warn');
	const beside = ({values, difference}: RowTexts): Line => [
		...values.flatMap(text => [...fitLine(valueLine(text), half, ellipsis), blank(1)]),
		change(difference),
	];
	const contents = ({values, bars, difference}: RowTexts, side: 0 | 1): readonly Line[] => {
		const text = values[side];

		if (bars === undefined) {
			const lines = wrap(text ?? '', valueCells, maxTextRows).map(row => [span(row)]);
			return lines.length === 0 ? [valueLine(text)] : lines;
		}

		const from = comparison.runs[side].nodes.axis?.from ?? 0;
		const axis = {from, to: from + comparison.scale};
		const barCells = Math.max(1, valueCells - timeCells);
		const bar = bars[side] && nodeBarLine(bars[side], axis, barCells, appearance);
		const time = [...valueLine(text), ...(side === 0 ? [] : [blank(1), change(difference)])];
		return [[...fitLine(bar ?? [], barCells, ellipsis), blank(1), ...time]];
	};
	const under = (row: RowTexts): readonly Line[] =>
		sides.flatMap(side =>
			contents(row, side).map((line, index) => [
				span(index === 0 ? sideNames[side] : ' ', 'muted'),
				blank(1),
				...line,
			]),
		);
	const isBeside = rows.length > 0 && (id === 'run' || id === 'outputs');
	const head = {label: '', values: sideNames, difference: words.difference};
	const note = `  ${sectionNote(section, comparison, appearance.messages)}`;
	const title = [span(name, 'title')];
	return [
		isBeside
			? [...title, blank(cells - lineWidth(title)), ...beside(head)]
			: [...title, span(note, 'muted')],
		...fieldLines(
			rows.map((row, index) => ({
				label: textOf(cutLine([span(labels[index] ?? '')], cells - 2, ellipsis)),
				rows: isBeside ? [beside(row)] : under(row),
			})),
			cells,
		),
	];
}

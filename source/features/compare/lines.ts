import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {headerLine, placeColumns, tableLine, type Column} from '../../ui/widgets/table-layout.ts';
import {nodeBarLine} from '../nodes/columns.ts';
import {isStacked, type ComparedRow, type ComparedSection, type Comparison} from './comparison.ts';
import {mapPair, type Pair} from './log-reading.ts';
import {rowTexts, sectionNote, type RowTexts} from './texts.ts';

const maxLabel = 32;
const maxDifference = 16;
/** Longer texts are cut before they are measured, which is slow. In UTF-16 units. */
const maxText = 1000;

/** Returns the comparison for a screen or a terminal of `width` cells. An empty row is between two sections. */
export function comparisonLines(
	comparison: Comparison,
	width: number,
	appearance: Appearance,
	isLoading = false,
): readonly Line[] {
	return comparison.sections.flatMap((section, index) => {
		const texts = section.rows.map(row => rowTexts(section, row, comparison, appearance));
		const lines = isStacked(section)
			? [
					titleLine(section, comparison, appearance, isLoading),
					...stackedLines(section.rows, texts, comparison, width, appearance),
				]
			: sideBySide(section, texts, width, appearance);
		return index === 0 ? lines : [[], ...lines];
	});
}

function titleLine(
	section: ComparedSection,
	comparison: Comparison,
	{messages}: Appearance,
	isLoading: boolean,
): Line {
	const {sections, loadingInputs} = messages.compare;
	const isMissing = section.id === 'inputs' && comparison.sameInputs === null;
	const note = isMissing && isLoading ? loadingInputs : sectionNote(section, comparison, messages);
	return [span(sections[section.id], 'title'), span(`  ${note}`, 'muted')];
}

function sideBySide(
	{id}: ComparedSection,
	texts: readonly RowTexts[],
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const words = appearance.messages.compare;
	const value = (side: 0 | 1): Column<RowTexts> => ({
		id: String(side),
		title: side === 0 ? 'A' : 'B',
		width: {min: 4, weight: 1},
		priority: Infinity,
		render: ({values}) => [valueSpan(values[side], appearance)],
	});
	const columns: ReadonlyArray<Column<RowTexts>> = [
		labelColumn(words.sections[id], Math.floor(width / 4)),
		value(0),
		value(1),
		{...differenceColumn, title: words.difference},
	];
	const placed = placeColumns(columns, texts, width, {sort: null});
	const [title = span(''), ...titles] = headerLine(placed, null, appearance);
	return [
		[{...title, styleName: 'title'}, ...titles],
		...texts.map(row => tableLine(placed, row, appearance)),
	];
}

type StackedRow = RowTexts & {
	readonly side: 'A' | 'B';
	/** Draws the value in `width` cells. */
	readonly value: (width: number) => Line;
	readonly end: string;
};

function stackedLines(
	rows: readonly ComparedRow[],
	texts: readonly RowTexts[],
	{runs, scale}: Comparison,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const items = texts.flatMap((text, index) =>
		([0, 1] as const).map((side): StackedRow => {
			const bars = rows[index]?.bars;
			const from = runs[side].nodes.axis?.from ?? 0;
			return {
				...text,
				label: side === 0 ? text.label : '',
				difference: side === 0 ? '' : text.difference,
				side: side === 0 ? 'A' : 'B',
				value: cells =>
					bars === undefined
						? [valueSpan(differingParts(text.values, cells, appearance)[side], appearance)]
						: nodeBarLine(bars[side], {from, to: from + scale}, cells, appearance),
				end: bars === undefined ? '' : (text.values[side] ?? appearance.glyphs.unknown),
			};
		}),
	);
	const columns: ReadonlyArray<Column<StackedRow>> = [
		labelColumn('', Math.floor(width / 3)),
		{id: 'side', width: 1, priority: Infinity, render: ({side}) => [span(side, 'muted')]},
		{
			id: 'value',
			width: {min: 8, weight: 1},
			priority: Infinity,
			render: ({value}, cells) => value(cells),
		},
		{
			id: 'end',
			width: {min: 0, max: maxDifference},
			align: 'right',
			priority: 2,
			render: ({end}) => [span(end)],
		},
		differenceColumn,
	];
	const placed = placeColumns(columns, items, width, null);
	return items.map(item => tableLine(placed, item, appearance));
}

function labelColumn(title: string, max: number): Column<RowTexts> {
	return {
		id: 'label',
		title,
		width: {min: 4, max: Math.max(4, Math.min(max, maxLabel))},
		priority: Infinity,
		render: ({label}) => [span(label.slice(0, maxText), 'muted')],
	};
}

const differenceColumn: Column<RowTexts> = {
	id: 'difference',
	width: {min: 0, max: maxDifference},
	align: 'right',
	priority: 1,
	render: ({difference}) => [span(difference, difference.startsWith('-') ? 'good' : 'warn')],
};

function valueSpan(text: string | null, {glyphs}: Appearance) {
	return text === null ? span(glyphs.unknown, 'muted') : span(text.slice(0, maxText));
}

/** Leaves out most of what long texts have in common at their start, so that the difference is in sight. */
function differingParts(
	values: Pair<string | null>,
	width: number,
	{glyphs}: Appearance,
): Pair<string | null> {
	// The parts are characters, so that none is cut in two.
	const [a, b] = mapPair(values, text => Array.from(text?.slice(0, maxText) ?? ''));
	const common = a.findIndex((character, index) => character !== b[index]);
	const left = common > width / 2 ? common - Math.floor(width / 4) : 0;
	const part = (text: readonly string[]) => `${glyphs.ellipsis}${text.slice(left).join('')}`;
	return left === 0 ? values : [part(a), part(b)];
}

import {span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {headerLine, placeColumns, tableLine, type Column} from '../../ui/widgets/table-layout.ts';
import {nodeBarLine} from '../nodes/columns.ts';
import {mapPair, type Pair} from './compare-logs.ts';
import type {ComparedSection, Comparison} from './comparison.ts';
import {rowTexts, sectionNote, type RowTexts} from './texts.ts';

/** Values next to each other, or in a stacked section the value of one side. */
type Item = RowTexts & {readonly side: 0 | 1};

const sideNames = ['A', 'B'] as const;
const maxLabel = 32;
const maxEnd = 16;
/** Longer texts are cut before they are measured, which is slow. In UTF-16 units. */
const maxText = 1000;

/** Returns the comparison for a screen or a terminal of `width` cells. An empty row is between two sections. */
export function comparisonLines(
	comparison: Comparison,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	return comparison.sections.flatMap((section, index) => {
		const {id, rows, isStacked} = section;
		const items = rows.flatMap((row): readonly Item[] => {
			const texts = rowTexts(id, row, appearance);
			const first = {...texts, side: 0} as const;
			return isStacked
				? [
						{...first, difference: ''},
						{...texts, label: '', side: 1},
					]
				: [first];
		});
		const name = appearance.messages.compare.sections[id];
		const note = sectionNote(section, comparison, appearance.messages);
		const columns = columnsOf(section, comparison, width, appearance);
		const placed = placeColumns(columns, items, width, isStacked ? null : {sort: null});
		const [title = span(name), ...titles] = headerLine(placed, null, appearance);
		return [
			...(index === 0 ? [] : [[]]),
			isStacked || rows.length === 0
				? [span(name, 'title'), span(`  ${note}`, 'muted')]
				: [{...title, styleName: 'title'}, ...titles],
			...items.map(item => tableLine(placed, item, appearance)),
		];
	});
}

function columnsOf(
	{id, isStacked}: ComparedSection,
	{runs, scale}: Comparison,
	width: number,
	appearance: Appearance,
): ReadonlyArray<Column<Item>> {
	const {compare: words} = appearance.messages;
	const value = (title: string, side: 0 | 1): Column<Item> => ({
		id: title,
		title,
		width: {min: 4, weight: 1},
		priority: Infinity,
		render: ({values}) => [valueSpan(values[side], appearance)],
	});
	const stacked = (): ReadonlyArray<Column<Item>> => [
		{
			id: 'side',
			width: 1,
			priority: Infinity,
			render: ({side}) => [span(sideNames[side], 'muted')],
		},
		{
			id: 'value',
			width: {min: 8, weight: 1},
			priority: Infinity,
			render({values, bars, side}, cells) {
				const from = runs[side].nodes.axis?.from ?? 0;
				return bars === undefined
					? [valueSpan(differingParts(values, cells, appearance)[side], appearance)]
					: nodeBarLine(bars[side], {from, to: from + scale}, cells, appearance);
			},
		},
		{
			id: 'time',
			width: {min: 0, max: maxEnd},
			align: 'right',
			priority: 2,
			render: ({values, bars, side}) =>
				bars === undefined ? [] : [valueSpan(values[side], appearance)],
		},
	];
	return [
		{
			id: 'label',
			title: words.sections[id],
			width: {min: 4, max: Math.max(4, Math.min(maxLabel, Math.floor(width / 3)))},
			priority: Infinity,
			render: ({label}) => [span(label.slice(0, maxText), 'muted')],
		},
		...(isStacked ? stacked() : [value(sideNames[0], 0), value(sideNames[1], 1)]),
		{
			id: 'difference',
			title: words.difference,
			width: {min: 0, max: maxEnd},
			align: 'right',
			priority: 1,
			render: ({difference}) => [span(difference, difference.startsWith('-') ? 'good' : 'warn')],
		},
	];
}

function valueSpan(text: string | null, {glyphs}: Appearance): Span {
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

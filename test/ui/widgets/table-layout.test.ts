import assert from 'node:assert/strict';
import test from 'node:test';
import {span, textOf} from '../../../source/ui/line.ts';
import {
	headerLine,
	placeColumns,
	tableLine,
	type Column,
	type ColumnWidth,
} from '../../../source/ui/widgets/table-layout.ts';
import {appearance} from '../../helpers/sample.ts';

type Item = Readonly<Record<string, string>>;

const look = appearance();

function column(id: string, width: ColumnWidth, options: Partial<Column<Item>> = {}): Column<Item> {
	return {
		id,
		title: id.toUpperCase(),
		width,
		priority: 1,
		render: item => [span(item[id] ?? '')],
		...options,
	};
}

/** The header, if it is wanted, and the rows. */
function draw(
	columns: ReadonlyArray<Column<Item>>,
	items: readonly Item[],
	width: number,
	hasHeader = false,
): readonly string[] {
	const placed = placeColumns(columns, items, width, hasHeader ? {sort: null} : null);
	return [
		...(hasHeader ? [headerLine(placed, null, look)] : []),
		...items.map(item => tableLine(placed, item, look)),
	].map(line => textOf(line));
}

test('a column is as wide as its widest text, between its limits', () => {
	const columns = [column('a', {min: 3, max: 5}), column('b', 2)];
	assert.deepEqual(draw(columns, [{a: 'x', b: 'y'}], 20), ['x   y ']);
	assert.deepEqual(draw(columns, [{a: 'four', b: 'y'}, {a: '文'}], 20), ['four y ', '文     ']);
	assert.deepEqual(draw(columns, [{a: 'longer', b: 'xyz'}], 20), ['long… x…']);
});

test('weights share the rest, to the last cell', () => {
	const columns = [
		column('a', {min: 1, weight: 1}),
		column('b', 1),
		column('c', {min: 2, weight: 2}),
	];
	// Of the 13 cells 4 are least widths and 2 are gaps: 2 more for `a`, 5 for `c`.
	assert.deepEqual(draw(columns, [{a: 'a'.repeat(9), b: 'b', c: 'c'.repeat(9)}], 13), [
		'aa… b cccccc…',
	]);
});

test('a column without text is left out; the title alone needs no column', () => {
	const columns = [column('a', {min: 0, max: 9}), column('b', {min: 0, max: 9})];
	assert.deepEqual(draw(columns, [{b: 'x'}], 20, true), ['B', 'x']);
});

test('columns are left out by priority, of equal ones the last; those of infinite priority stay', () => {
	const columns = [
		column('a', 4, {priority: Infinity}),
		column('b', 4, {priority: 2}),
		column('c', 4, {priority: 1}),
		column('d', 4, {priority: 2}),
		column('e', 4, {priority: Infinity}),
	];
	const shown = (width: number) =>
		placeColumns(columns, [], width, null)
			.map(({column: {id}}) => id)
			.join('');
	assert.deepEqual([24, 23, 18, 13, 8, 3].map(shown), ['abcde', 'abde', 'abe', 'ae', 'ae', 'ae']);
});

test('right alignment pads at the left, and cuts at the right', () => {
	const columns = [column('a', {min: 0, max: 4}, {align: 'right'})];
	assert.deepEqual(draw(columns, [{a: '1'}, {a: '中'}, {a: '12345'}], 9), ['   1', '  中', '123…']);
});

test('the header counts for the width, and the sort column has a mark', () => {
	const columns = [column('long', {min: 0, max: 9}), column('b', 2, {align: 'right'})];
	const placed = placeColumns(columns, [{long: 'x', b: 'y'}], 20, {sort: null});
	assert.deepEqual(headerLine(placed, {id: 'b', descending: true}, look), [
		span('LONG', 'muted'),
		span(' '),
		span('B▾', 'muted'),
	]);
	assert.equal(textOf(headerLine(placed, {id: 'b', descending: false}, look)), 'LONG B▴');
	assert.equal(textOf(headerLine(placed, null, look)), 'LONG  B');
	const sort = {id: 'long', descending: true};
	const blank = placeColumns(columns, [{b: 'y'}], 20, {sort});
	assert.equal(textOf(headerLine(blank, sort, look)), 'LONG▾  B');
});

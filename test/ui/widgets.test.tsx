import assert from 'node:assert/strict';
import test from 'node:test';
import {render} from 'ink-testing-library';
import {paneBox} from '../../source/features/panes/layout.ts';
import {AppearanceContext, ScrollEndContext} from '../../source/ui/appearance-context.ts';
import {span, textOf} from '../../source/ui/line.ts';
import {ScrolledOverlay} from '../../source/ui/widgets/Overlay.tsx';
import {
	headerLine,
	placeColumns,
	tableLine,
	type Column,
	type ColumnWidth,
	type TableHeader,
} from '../../source/ui/widgets/table-layout.ts';
import {appearance} from '../helpers/sample.ts';

test('an overlay of lines reports how far it can be scrolled, only when that changes', t => {
	const ends: number[] = [];

	function overlay(lineCount: number, state: {scrollTop: number; end?: number}) {
		const lines = Array.from({length: lineCount}, (_, index) => [span(`line ${index}`)]);
		return (
			<AppearanceContext value={appearance()}>
				<ScrollEndContext value={end => ends.push(end)}>
					<ScrolledOverlay
						box={paneBox({width: 40, height: 4, frame: null})}
						title={{name: [span('Help')]}}
						lines={lines}
						state={state}
					/>
				</ScrollEndContext>
			</AppearanceContext>
		);
	}

	const screen = render(overlay(10, {scrollTop: 6}));
	t.after(screen.unmount);
	assert.deepEqual(ends, [7], 'three rows of lines are below the title');
	assert.match(screen.lastFrame() ?? '', /Help.*↑6 ↓1\s*\n line 6\s*\n line 7\s*\n line 8/);

	screen.rerender(overlay(10, {scrollTop: 7, end: 7}));
	assert.deepEqual(ends, [7], 'nothing has changed');

	screen.rerender(overlay(5, {scrollTop: 7, end: 7}));
	assert.deepEqual(ends, [7, 2], 'it has fewer lines');
});

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

function tableRows(
	columns: ReadonlyArray<Column<Item>>,
	items: readonly Item[],
	width: number,
): readonly string[] {
	const placed = placeColumns(columns, items, width, null);
	return items.map(item => textOf(tableLine(placed, item, look)));
}

test('a column is as wide as its widest text, between its limits', () => {
	const columns = [column('a', {min: 3, max: 5}), column('b', 2)];
	assert.deepEqual(tableRows(columns, [{a: 'x', b: 'y'}], 20), ['x   y ']);
	assert.deepEqual(tableRows(columns, [{a: 'four', b: 'y'}, {a: '文'}], 20), [
		'four y ',
		'文     ',
	]);
	assert.deepEqual(tableRows(columns, [{a: 'longer', b: 'xyz'}], 20), ['long… x…']);
});

test('weights share the rest, to the last cell', () => {
	const columns = [
		column('a', {min: 1, weight: 1}),
		column('b', 1),
		column('c', {min: 2, weight: 2}),
	];
	// Of the 13 cells 4 are least widths and 2 are gaps: 2 more for `a`, 5 for `c`.
	assert.deepEqual(tableRows(columns, [{a: 'a'.repeat(9), b: 'b', c: 'c'.repeat(9)}], 13), [
		'aa… b cccccc…',
	]);
});

test('the header counts for the width, and the sort column has a mark', () => {
	const columns = [column('long', {min: 0, max: 9}), column('b', 2, {align: 'right'})];
	const headerOf = (item: Item, sort: TableHeader['sort']) =>
		textOf(headerLine(placeColumns(columns, [item], 20, {sort}), sort, look));
	assert.equal(headerOf({long: 'x', b: 'y'}, {id: 'b', descending: true}), 'LONG B▾');
	assert.equal(headerOf({long: 'x', b: 'y'}, {id: 'b', descending: false}), 'LONG B▴');
	assert.equal(headerOf({b: 'y'}, {id: 'long', descending: true}), 'LONG▾  B');
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

test('a text that runs on takes the blank cells of a column that is aligned to the right', () => {
	const item = {a: 'abcdefghij', b: '1', c: '!'};
	const columns = (align: 'left' | 'right') => [
		column('a', 5, {runsOn: true}),
		column('b', 4, {align}),
		column('c', 1),
	];
	const items = [item, {...item, b: '1234'}, {...item, a: 'abc'}];
	assert.deepEqual(tableRows(columns('right'), items, 12), [
		'abcdefg… 1 !',
		'abcd… 1234 !',
		'abc      1 !',
	]);
	assert.deepEqual(tableRows(columns('left'), [item], 12), ['abcd… 1    !']);
});

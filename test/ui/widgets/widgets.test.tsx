import assert from 'node:assert/strict';
import test from 'node:test';
import {render} from 'ink-testing-library';
import type {ReactElement} from 'react';
import {paneBox} from '../../../source/features/panes/layout.ts';
import {AppearanceContext, ScrollEndContext} from '../../../source/ui/appearance-context.ts';
import {bar, blank, span, textOf, type Line} from '../../../source/ui/line.ts';
import {fieldLines} from '../../../source/ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../../source/ui/widgets/Overlay.tsx';
import type {Column} from '../../../source/ui/widgets/table-layout.ts';
import {Table} from '../../../source/ui/widgets/Table.tsx';
import {drawn, texts} from '../../helpers/draw.tsx';
import {appearance} from '../../helpers/sample.ts';

const size = {width: 8, height: 3};
const columns: ReadonlyArray<Column<string>> = [
	{
		id: 'text',
		title: 'Text',
		width: {min: 1, weight: 1},
		priority: 1,
		render: item => [span(item)],
	},
];

function draw(element: ReactElement): readonly Line[] {
	return drawn(element, size, appearance());
}

function barOf(percent: number, ascii = false): string | undefined {
	return textOf(bar(percent, 10, appearance('en', {ascii}).glyphs, 'running'));
}

test('a progress bar grows by half cells, is rounded down, and limits its percentage', () => {
	const [none, all] = ['──────────', '━━━━━━━━━━'];
	assert.deepEqual(
		[-5, 0, 9.9, 57, 99.9, 100, 1e9].map(percent => barOf(percent)),
		[none, none, '╸─────────', '━━━━━╸────', '━━━━━━━━━╸', all, all],
	);
	assert.equal(barOf(57, true), '=====>----');
});

test('labels are in a column, and further rows of a value are indented', () => {
	const fields = [
		{label: 'id', rows: [[span('a')], [span('b')]]},
		{label: '中文', rows: [[span('c', 'good')]]},
		{label: 'none', rows: []},
	];
	assert.deepEqual(texts(fieldLines(fields)), ['id    a', '      b', '中文  c']);
	assert.deepEqual(fieldLines(fields)[2], [span('中文', 'muted'), blank(2), span('c', 'good')]);
	assert.deepEqual(fieldLines([]), []);
	assert.deepEqual(texts(fieldLines(fields, 3, 'key')), ['id a', '   b', '中文 c']);
});

test('the selected row of a table has a pointer, and a tint with the focus', () => {
	const list = {items: ['one', 'the second'], keyOf: (item: string) => item, width: size.width};
	const selection = {isSelected: (item: string) => item === 'the second'};
	const rows = (more: object) => draw(<Table {...list} {...more} columns={columns} />);
	const styleOf = (line: Line | undefined) => line?.[0]?.styleName;

	const focused = rows(selection);
	assert.deepEqual(texts(focused), [' one', '▸the s…', '']);
	assert.deepEqual(focused.map(styleOf), ['focus', 'selected', undefined]);
	const unfocused = rows({...selection, isFocused: false});
	assert.deepEqual(texts(unfocused), texts(focused));
	assert.equal(styleOf(unfocused[1]), 'focus');
	assert.ok(rows({}).every(line => !textOf(line).includes('▸')));
});

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

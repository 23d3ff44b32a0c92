import assert from 'node:assert/strict';
import test from 'node:test';
import type {ReactElement} from 'react';
import {fieldLines} from '../../../source/ui/fields.ts';
import {blank, span, textOf, type Line} from '../../../source/ui/line.ts';
import {List} from '../../../source/ui/widgets/List.tsx';
import {Sparkline} from '../../../source/ui/widgets/Sparkline.tsx';
import {Table} from '../../../source/ui/widgets/Table.tsx';
import type {Column} from '../../../source/ui/widgets/table-layout.ts';
import {drawn, texts} from '../../helpers/draw.tsx';
import {appearance} from '../../helpers/sample.ts';

const size = {width: 8, height: 3};
const columns: ReadonlyArray<Column<string>> = [
	{id: 'text', title: 'Text', width: {min: 1, weight: 1}, priority: 1, cell: item => [span(item)]},
];

function draw(element: ReactElement, ascii = false): readonly Line[] {
	return drawn(element, size, appearance('en', {ascii}));
}

test('a sparkline has a bar from zero to the largest value, and a gap for an unknown one', () => {
	const values = [0, 1, null, 4, 8, -1];
	const [line = []] = draw(<Sparkline values={values} styleName="good" />);
	assert.deepEqual(line, [span('▁▂ ▅█▁', 'good'), blank(2)]);
	const ascii = draw(<Sparkline values={values} styleName="good" />, true);
	assert.equal(texts(ascii)[0], '__ -#_');
	assert.equal(texts(draw(<Sparkline values={[0, 0]} styleName="good" />))[0], '▁▁');
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

for (const {name, rows} of [
	{
		name: 'List',
		rows: (selected: number, focused: boolean) => (
			<List
				items={['one', 'the second']}
				keyOf={item => item}
				line={item => [span(item)]}
				width={size.width}
				selected={selected}
				focused={focused}
			/>
		),
	},
	{
		name: 'Table',
		rows: (selected: number, focused: boolean) => (
			<Table
				columns={columns}
				items={['one', 'the second']}
				keyOf={item => item}
				width={size.width}
				selected={selected}
				focused={focused}
			/>
		),
	},
]) {
	test(`${name}: the selected row has a pointer, and a tint with the focus`, () => {
		const styleOf = (line: Line | undefined) => line?.[0]?.styleName;
		const focused = draw(rows(1, true));
		assert.deepEqual(texts(focused), [' one', '▸the s…', '']);
		assert.deepEqual(focused.map(styleOf), ['focus', 'selected', undefined]);
		const unfocused = draw(rows(1, false));
		assert.deepEqual(texts(unfocused), texts(focused));
		assert.equal(styleOf(unfocused[1]), 'focus');
		assert.ok(draw(rows(-1, true)).every(line => !textOf(line).includes('▸')));
	});
}

test('the header of a table is above its rows and has the mark of the sort column', () => {
	const header = {sort: {id: 'text', descending: true}};
	const rows = draw(
		<Table columns={columns} items={['one']} keyOf={item => item} width={8} header={header} />,
	);
	assert.deepEqual(texts(rows), [' Text▾', ' one', '']);
});

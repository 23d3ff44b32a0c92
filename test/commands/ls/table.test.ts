import assert from 'node:assert/strict';
import test from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import stringWidth from 'string-width';
import {defaultColumns, shownColumns} from '../../../source/commands/ls/columns.ts';
import {tableText, type ShownRows} from '../../../source/commands/rows.ts';
import type {ListedRun} from '../../../source/core/listed-run.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {appearance as appearanceIn} from '../../helpers/sample.ts';
import {name, start} from '../../helpers/values.ts';
import {columnsOf, listed} from './listed.ts';

const runs = [
	listed('wfrun_1', {
		title: foreignProse('文生图 · 江南烟雨'),
		phase: 'succeeded',
		finalAmount: parseMoney('0.0063'),
	}),
	listed('wfrun_20', {title: foreignProse('Poster'), createdAt: start - 86_400_000}),
	listed('wfrun_3', {phase: 'other', status: name('paused')}),
	listed(
		'wfrun_4',
		{title: foreignProse('4x'), phase: 'failed', finalAmount: parseMoney(12)},
		{seconds: 61, reason: foreignProse('Out of memory in the sampler')},
	),
];

type Setup = {
	readonly columns?: typeof defaultColumns;
	readonly sort?: ShownRows<ListedRun>['sort'];
	readonly width?: number;
	readonly hasColors?: boolean;
	readonly ascii?: boolean;
	readonly language?: 'en' | 'zh';
};

function table({
	columns = defaultColumns,
	sort = null,
	width = 100,
	hasColors = false,
	ascii = false,
	language = 'en',
}: Setup = {}) {
	const appearance = appearanceIn(language, {hasColors, ascii});
	const shown = shownColumns(columns, appearance);
	return tableText({rows: runs, columns: shown, sort}, start, width, appearance);
}

test('a table is as wide as its texts; wide characters keep the columns straight', () => {
	assert.deepEqual(table(), [
		'ID        TITLE              STATE        CREATED             COST',
		'wfrun_1   文生图 · 江南烟雨  ✓ succeeded  18:00:00         ¥0.0063',
		'wfrun_20  Poster             ► running    05-07 18:00:00         –',
		'wfrun_3   –                  ? paused     18:00:00               –',
		'wfrun_4   4x                 ✗ failed     18:00:00        ¥12.0000',
	]);
});

test('the least important columns give way, then titles are cut; no row is wider than the terminal', () => {
	const all = columnsOf('id,title,status,created,cost,elapsed,error,workflow,input.6.text');

	for (let width = 12; width < 130; width++) {
		for (const row of table({columns: all, width})) {
			assert.ok(stringWidth(row) <= width, `${width}: ${row}`);
		}
	}

	assert.deepEqual(table({width: 50})[0], 'ID        TITLE              STATE            COST');
	assert.deepEqual(table({width: 44})[1], 'wfrun_1   文生图 · …   ✓ succeeded   ¥0.0063');
	assert.deepEqual(table({width: 25})[1], '文生图 · 江…  ✓ succeeded');
	assert.deepEqual(table({width: 12})[1], '✓ succeeded');
	assert.match(table({columns: all, width: 160})[4] ?? '', /1m01s {2}Out of memory in the sampler/);
});

test('columns give way in this order as the terminal gets narrower', () => {
	const ids = ['id', 'title', 'status', 'created', 'cost', 'elapsed', 'workflow', 'error'];
	const columns = columnsOf(ids.join(','));
	const shownAt = (width: number) => (table({columns, width})[0] ?? '').split(/ +/);
	const widths = Array.from({length: 150}, (_, index) => 160 - index);
	const left = widths.flatMap(width => {
		const now = shownAt(width);
		return shownAt(width + 1).filter(title => !now.includes(title));
	});
	assert.deepEqual(left, ['WORKFLOW', 'ERROR', 'CREATED', 'ELAPSED', 'COST', 'ID', 'TITLE']);
});

test('colours are an addition; without them there is no escape sequence', () => {
	const colored = table({hasColors: true});
	assert.notDeepEqual(colored, table());
	assert.deepEqual(colored.map(stripVTControlCharacters), table());
	assert.ok(colored[4]?.includes('\u001B[31m\u001B[1mfailed'));
	assert.ok(colored[1]?.includes('\u001B[32msucceeded'));
	assert.ok(colored[3]?.includes('\u001B[2m–'));
	assert.ok(colored.map(stripVTControlCharacters).every(row => row === row.trimEnd()));
	assert.ok(table().every(row => !row.includes('\u001B')));
	const [, , , , failed = ''] = table({columns: columnsOf('id,error'), hasColors: true});
	assert.ok(failed.includes('\u001B[31m\u001B[1mOut of memory'));
});

test('the sort column has a mark', () => {
	const sort = {id: 'cost', descending: true};
	assert.match(table({sort})[0] ?? '', / COST▾$/);
	assert.match(table({sort: {...sort, descending: false}, ascii: true})[0] ?? '', / COST\^$/);
});

test('titles, states and amounts in Chinese and in ASCII', () => {
	assert.match(table({language: 'zh'})[0] ?? '', /^单号 +标题 +状态 +创建 +费用$/);
	assert.match(table({language: 'zh'})[1] ?? '', /✓ 成功/);
	assert.match(table({ascii: true})[4] ?? '', /x failed .* CNY 12\.0000$/);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import {readOrderInfo} from '../../../source/api/wire/responses.ts';
import {csvText, tabbedLine, tableText} from '../../../source/commands/rows.ts';
import type {HistoryRun} from '../../../source/core/history.ts';
import {listedOrder, type ListedRun} from '../../../source/core/listed-run.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import type {RunOrder} from '../../../source/core/run-order.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {findPrintedColumn, printedColumnNames} from '../../../source/features/runs/columns.ts';
import {
	defaultColumns,
	listedRunFields,
	sortListed,
	withCell,
} from '../../../source/session/subcommands/ls.ts';
import {fieldsOf} from '../../e2e/events.ts';
import {order as orderOf} from '../../features/runs/order.ts';
import {assertEvent} from '../../helpers/event-schema.ts';
import {appearance as appearanceIn} from '../../helpers/sample.ts';
import {name, start} from '../../helpers/values.ts';

type Kept = Partial<Omit<HistoryRun, 'inputs'>> & {
	readonly inputs?: Readonly<Record<string, unknown>>;
};

/** A run of the list, with what the history knows about it. */
function listed(id: string, change: Partial<RunOrder> = {}, known: Kept = {}): ListedRun {
	const {inputs, ...kept} = known;
	return {
		...listedOrder(orderOf(id, change)),
		...kept,
		inputs: inputs === undefined ? null : readOrderInfo({inputs}).inputs,
	};
}

function columnsOf(names: string) {
	return names.split(',').map(id => {
		const column = findPrintedColumn(id);

		if (column === null) {
			throw new Error(`no column ${id}`);
		}

		return withCell(column);
	});
}

const hostile = 'a\u001B[31m"b",\t\u202E\r\n=c\u200B';
const ended = listed(
	'wfrun_1',
	{
		phase: 'failed',
		status: name('failed'),
		title: foreignProse(hostile),
		workflowId: name('wf_1'),
		revisionId: name('wfr_1'),
		quoteAmount: parseMoney('0.03000000'),
		finalAmount: parseMoney('0.00000005'),
	},
	{
		seconds: 8.4,
		totalCost: parseMoney(1),
		reason: foreignProse('OOM'),
		inputs: {n6_text: 'a cat', n6_seed: 42},
	},
);

test('a line of JSON has the fields of the `run` event, then those of the list, the error and the inputs', () => {
	const fields: Readonly<Record<string, unknown>> = {...listedRunFields(ended, null)};
	const ofEvent = fieldsOf({event: 'run'}).filter(field => field !== 'event' && field !== 'at');
	assert.deepEqual(Object.keys(fields).slice(0, ofEvent.length), ofEvent);
	assertEvent({
		event: 'run',
		at: '2026-05-08T10:00:00Z',
		...Object.fromEntries(ofEvent.map(field => [field, fields[field]])),
	});
	assert.partialDeepStrictEqual(fields, {
		run_order_id: 'wfrun_1',
		status: 'failed',
		title: hostile,
		created_at: '2026-05-08T10:00:00Z',
		actual_execution_duration_sec: 8.4,
		total_cost: 1,
		quote_amount: 0.03,
		final_amount: 5e-8,
		reason: 'OOM',
		detail: null,
		inputs: {n6_text: 'a cat', n6_seed: '42'},
	});

	for (const id of printedColumnNames) {
		const [column] = columnsOf(id);
		assert.ok(column !== undefined && column.json in fields, id);
		assert.deepEqual(listedRunFields(ended, columnsOf(id)), {[column.json]: fields[column.json]});
	}

	assert.deepEqual(listedRunFields(ended, columnsOf('input.n6_seed')), {'input.n6_seed': '42'});
	assert.partialDeepStrictEqual(listedRunFields(listed('wfrun_1'), null), {
		reason: null,
		inputs: null,
	});
});

test('fields between tabs are clean, amounts exact, times in UTC, and unknown before the end', () => {
	const line = tabbedLine(ended, columnsOf('title,cost,created,elapsed,error'));
	assert.match(line, /^[^\t]+\t0\.00000005\t2026-05-08T10:00:00Z\t8\.4\tOOM$/);
	assert.doesNotMatch(line.replaceAll('\t', ''), /[\p{Cc}\p{Cf}]/u);
	const running = listed('wfrun_1', {phase: 'running', finalAmount: parseMoney(0)});
	assert.equal(tabbedLine(running, columnsOf('id,cost,error')), 'wfrun_1\t\t');
});

test('CSV has a header and exact texts, of which a spreadsheet executes none, and plain numbers (property)', () => {
	const columns = columnsOf('id,title,cost');
	const title = fc.oneof(
		fc.string({unit: 'binary'}),
		fc.constantFrom('"', ',', '\r\n', 'a"b', '=1', '\t=1', ' ＝1', '\n-1', '@SUM(x)', hostile),
	);
	fc.assert(
		fc.property(fc.array(title, {minLength: 1}), titles => {
			const runs = titles.map(text =>
				listed('wfrun_1', {
					phase: 'succeeded',
					finalAmount: parseMoney(2),
					title: foreignProse(text),
				}),
			);
			const [header, ...rows] = parseCsv(csvText(runs, columns, 'exact'));
			assert.deepEqual(header, ['run_order_id', 'title', 'final_amount']);
			assert.deepEqual(
				rows,
				titles.map(text => [
					'wfrun_1',
					/^\s*[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text,
					'2',
				]),
			);
		}),
	);
	const cost = listed('wfrun_1', {phase: 'succeeded', finalAmount: parseMoney(-3)});
	assert.match(csvText([cost], columnsOf('cost'), 'exact'), /\r\n-3$/);
});

test('numbers and times are largest first, texts start with A, unknown values are last in both directions', () => {
	const phase = 'succeeded';
	const runs = [
		listed(
			'a',
			{phase, title: foreignProse('b'), finalAmount: parseMoney(9), createdAt: start - 2},
			{seconds: 9, inputs: {seed: 7, text: 'x'}},
		),
		listed('b', {phase, title: null, finalAmount: null, createdAt: null}),
		listed(
			'c',
			{phase, title: foreignProse('A'), finalAmount: parseMoney(10), createdAt: start},
			{seconds: 10, inputs: {seed: 30, text: 'W'}},
		),
	];

	for (const [id, order, reversed, descending] of [
		['cost', 'cab', 'acb', true],
		['created', 'cab', 'acb', true],
		['elapsed', 'cab', 'acb', true],
		['input.seed', 'cab', 'acb', true],
		['input.text', 'cab', 'acb', false],
		['title', 'cab', 'acb', false],
		['id', 'abc', 'cba', false],
	] as const) {
		const column = findPrintedColumn(id);
		assert.ok(column !== null);
		const [usual, turned] = [false, true].map(isReversed =>
			sortListed(runs, {column, reversed: isReversed}),
		);
		const ids = [usual, turned].map(sorted => sorted?.rows.map(run => run.id.exact).join(''));
		assert.deepEqual(ids, [order, reversed], id);
		assert.deepEqual(usual?.sort, {id: column.json, descending});
	}
});

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

type TableSetup = {
	readonly columns: ReturnType<typeof columnsOf>;
	readonly width: number;
	readonly language: 'en' | 'zh';
	readonly hasColors: boolean;
	readonly ascii: boolean;
};

function table({
	columns = defaultColumns.map(withCell),
	width = 100,
	language = 'en',
	hasColors = false,
	ascii = false,
}: Partial<TableSetup> = {}) {
	const appearance = appearanceIn(language, {hasColors, ascii});
	const sort = {id: 'final_amount', descending: true};
	return tableText({rows: runs, columns, sort}, start, width, appearance);
}

test('a table can have the runs of a long history', () => {
	const rows = Array.from<typeof ended>({length: 130_000}).fill(ended);
	const columns = columnsOf('cost');
	const lines = tableText({rows, columns}, start, 80, appearanceIn());
	assert.equal(lines.length, rows.length + 1);
});

test('a table is as wide as its texts; wide characters keep the columns straight', () => {
	assert.deepEqual(table(), [
		'ID        TITLE              STATE        CREATED            COST▾',
		'wfrun_1   文生图 · 江南烟雨  ✓ succeeded  18:00:00         ¥0.0063',
		'wfrun_20  Poster             ► running    05-07 18:00:00         –',
		'wfrun_3   –                  ? paused     18:00:00               –',
		'wfrun_4   4x                 ✗ failed     18:00:00        ¥12.0000',
	]);
	assert.match(table({language: 'zh'})[0] ?? '', /^单号 +标题 +状态 +创建 +费用▾$/);
	assert.match(table({ascii: true})[4] ?? '', /x failed .* CNY 12\.0000$/);
});

test('the least important columns give way before titles are cut; no row is wider than the terminal', () => {
	const all = columnsOf('id,title,status,created,cost,elapsed,error,workflow,input.6.text');

	for (let width = 12; width < 130; width++) {
		for (const row of table({columns: all, width})) {
			assert.ok(stringWidth(row) <= width, `${width}: ${row}`);
		}
	}

	assert.deepEqual(table({width: 44})[1], 'wfrun_1   文生图 · 江南烟雨  ✓ succeeded');
	assert.deepEqual(table({width: 12})[1], '✓ succeeded');
	assert.match(table({columns: all, width: 160})[4] ?? '', /1m01s {2}Out of memory in the sampler/);
});

test('colours are an addition; without them there is no escape sequence', () => {
	const colored = table({hasColors: true});
	assert.deepEqual(colored.map(stripVTControlCharacters), table());
	assert.ok(colored[4]?.includes('\u001B[31m\u001B[1mfailed'));
	assert.ok(colored[3]?.includes('\u001B[2m–'));
	assert.ok(table().every(row => !row.includes('\u001B')));
});

/** Parses CSV by the grammar of RFC 4180; throws for anything else. */
function parseCsv(text: string): readonly (readonly string[])[] {
	const rows: string[][] = [[]];
	const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;

	for (let end = ''; field.lastIndex < text.length || end === ',';) {
		const found = field.exec(text);

		if (found === null) {
			throw new Error(`no CSV at ${field.lastIndex}: ${JSON.stringify(text)}`);
		}

		rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
		end = found[3] ?? '';

		if (end === '\r\n') {
			rows.push([]);
		}
	}

	return rows;
}

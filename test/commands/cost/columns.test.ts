import assert from 'node:assert/strict';
import test from 'node:test';
import {csvText, tabbedLine, tableText} from '../../../source/commands/rows.ts';
import type {CostGroup, CostSum} from '../../../source/core/history.ts';
import {fromUnits, noMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {
	costColumns,
	costFields,
	dateText,
	periodStart,
	totalOf,
} from '../../../source/session/subcommands/cost.ts';
import {appearance as appearanceIn} from '../../helpers/sample.ts';
import {setTimeZone} from '../../helpers/time-zone.ts';
import {start} from '../../helpers/values.ts';

function sum(key: string, units: bigint, change: Partial<CostSum> = {}): CostSum {
	const cost = fromUnits(units);
	const counts = {runs: 3, succeeded: 2, failed: 1, canceled: 0, priced: 3};
	return {key, title: null, ...counts, spent: cost, billed: cost, lost: noMoney, ...change};
}

function table(sums: readonly CostSum[], by: CostGroup, language: 'en' | 'zh' = 'en', width = 100) {
	const appearance = appearanceIn(language, {hasColors: false});
	const printed = {
		rows: sums,
		columns: costColumns(by),
		total: {row: totalOf(sums), title: appearance.messages.costReport.total},
	};
	return tableText(printed, start, width, appearance);
}

test('a table has a row for each group and one for their sum; the points of the amounts align', () => {
	const sums = [sum('2026-05-07', 630_000n), sum('2026-05-08', 1_200_000_000n)];
	assert.deepEqual(table(sums, 'day'), [
		'DAY          RUNS   SUCCEEDED   FAILED   CANCELED     SPENT    BILLED   LOST',
		'2026-05-07      3           2        1          0   ¥0.0063   ¥0.0063  ¥0.00',
		'2026-05-08      3           2        1          0  ¥12.0000  ¥12.0000  ¥0.00',
		'total           6           4        2          0  ¥12.0063  ¥12.0063  ¥0.00',
	]);
	assert.match(table(sums, 'day', 'zh')[0] ?? '', /^日期 +运行 +成功 .* 损失$/);
	assert.match(table([sum('wf_1', 2n)], 'workflow', 'en', 20)[0] ?? '', /^WORKFLOW +SPENT$/);
});

test('workflows have their title, or their id, or neither; states a sign and a word', () => {
	const sums = [sum('wf_1', 2n, {title: foreignProse('文生图')}), sum('wf_2', 2n), sum('', 2n)];
	const names = table(sums, 'workflow').map(row => row.split(/ {2,}/)[0]);
	assert.deepEqual(names, ['WORKFLOW', '文生图', 'wf_2', '–', 'total']);
	assert.match(table([sum('failed', 1n)], 'status')[1] ?? '', /^✗ failed /);
	assert.match(table([sum('canceled', 1n)], 'status', 'zh')[1] ?? '', /^⊘ 已取消 /);
	assert.match(table([sum('archived', 2n)], 'status')[1] ?? '', /^archived /);
});

test('a sum names the runs without a known cost', () => {
	assert.match(table([sum('wf_1', 2n, {priced: 1})], 'workflow')[1] ?? '', / \+ 2 unknown  /);
});

test('JSON has amounts as strings that lose no digit, and how many costs are unknown', () => {
	const large = sum('2026-05-08', 1_234_567_890_123_456_789n);
	assert.deepEqual(costFields(large, 'day'), {
		day: '2026-05-08',
		runs: 3,
		succeeded: 2,
		failed: 1,
		canceled: 0,
		spent: '12345678901.23456789',
		billed: '12345678901.23456789',
		lost: '0',
		unknown: 0,
	});
	assert.equal(tabbedLine(large, costColumns('day')).split('\t')[5], '12345678901.23456789');
	assert.partialDeepStrictEqual(costFields(sum('', 5n, {priced: 2}), 'workflow'), {
		workflow_id: null,
		title: null,
		spent: '0.00000005',
		billed: '0.00000005',
		unknown: 1,
	});
	assert.match(
		csvText([], costColumns('workflow'), 'exact'),
		/^workflow_id,title,runs,.*,lost,unknown$/,
	);
});

test('a period of days is today and the days before in the local time zone, also where a day has 23 hours', t => {
	setTimeZone(t, 'America/New_York');
	const hour = 3_600_000;
	const now = Date.parse('2026-03-10T15:30:00-04:00');
	// The clock was set forward on the 8th.
	const from = periodStart({ago: 72 * hour}, now);
	assert.equal(from, Date.parse('2026-03-08T00:00:00-05:00'));
	assert.equal(dateText(from), '2026-03-08');
	assert.equal(periodStart({ago: 2 * hour}, now), now - 2 * hour);
	assert.equal(dateText(Date.parse('2026-03-09T09:30:00-04:00')), '2026-03-09 09:30:00');
});

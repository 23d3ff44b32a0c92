import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	costColumns,
	costFields,
	costTable,
	totalOf,
} from '../../../source/commands/cost/columns.ts';
import {csvText, tabbedLine, tableText} from '../../../source/commands/rows.ts';
import type {CostGroup, CostSum} from '../../../source/core/history.ts';
import {fromUnits, noMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {appearance as appearanceIn} from '../../helpers/sample.ts';
import {start} from '../../helpers/values.ts';

function sum(key: string, units: bigint, change: Partial<CostSum> = {}): CostSum {
	const cost = fromUnits(units);
	const counts = {runs: 3, succeeded: 2, failed: 1, canceled: 0, priced: 3};
	return {key, title: null, ...counts, spent: cost, billed: cost, lost: noMoney, ...change};
}

function table(sums: readonly CostSum[], by: CostGroup, language: 'en' | 'zh' = 'en', width = 100) {
	const appearance = appearanceIn(language, {hasColors: false});
	return tableText(costTable(sums, by, appearance), start, width, appearance);
}

test('a table has a row for each group and one for their sum; the points of the amounts align', () => {
	const sums = [sum('2026-05-07', 630_000n), sum('2026-05-08', 1_200_000_000n)];
	assert.deepEqual(table(sums, 'day'), [
		'DAY          RUNS   SUCCEEDED   FAILED   CANCELED     SPENT    BILLED   LOST',
		'2026-05-07      3           2        1          0   ¥0.0063   ¥0.0063  ¥0.00',
		'2026-05-08      3           2        1          0  ¥12.0000  ¥12.0000  ¥0.00',
		'total           6           4        2          0  ¥12.0063  ¥12.0063  ¥0.00',
	]);
	assert.match(
		table(sums, 'day', 'zh')[0] ?? '',
		/^日期 +运行 +成功 +失败 +取消 +花费 +实付 +损失$/,
	);
	assert.match(table(sums, 'day', 'zh')[3] ?? '', /^合计 /);
});

test('workflows have their title, or their id, or neither; states a sign and a word', () => {
	const sums = [sum('wf_1', 2n, {title: foreignProse('文生图')}), sum('wf_2', 2n), sum('', 2n)];
	const names = table(sums, 'workflow').map(row => row.split(/ {2,}/)[0]);
	assert.deepEqual(names, ['WORKFLOW', '文生图', 'wf_2', '–', 'total']);
	assert.match(table([sum('failed', 1n)], 'status')[1] ?? '', /^✗ failed /);
	assert.match(table([sum('canceled', 1n)], 'status', 'zh')[1] ?? '', /^⊘ 已取消 /);
	assert.match(table([sum('failed', 2n)], 'workflow')[1] ?? '', /^failed /);
	assert.match(table([sum('archived', 2n)], 'status')[1] ?? '', /^archived /);
});

test('the least important columns give way', () => {
	const [header = ''] = table([sum('wf_1', 123_456_789n)], 'workflow', 'en', 25);
	assert.match(header, /^WORKFLOW +SPENT$/);
});

test('JSON has names of its own for each group, and amounts as strings that lose no digit, or null if a cost is unknown', () => {
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
	});
	assert.equal(tabbedLine(large, costColumns('day')).split('\t')[5], '12345678901.23456789');
	assert.deepEqual(costFields(sum('', 0n), 'workflow'), {
		workflow_id: null,
		title: null,
		runs: 3,
		succeeded: 2,
		failed: 1,
		canceled: 0,
		spent: '0',
		billed: '0',
		lost: '0',
	});
	assert.partialDeepStrictEqual(costFields(sum('', 5n, {priced: 2}), 'day'), {
		spent: null,
		billed: '0.00000005',
		lost: null,
	});
	assert.equal(costFields(sum('failed', 0n), 'status')['status'], 'failed');
	assert.match(csvText([], costColumns('workflow'), 'exact'), /^workflow_id,title,runs,.*,lost$/);
});

test('the total is exact (property)', () => {
	const units = fc.bigInt({min: 0n, max: 10n ** 17n});
	fc.assert(
		fc.property(fc.array(units), all => {
			const total = totalOf(all.map(each => sum('x', each)));
			assert.equal(total.spent, fromUnits(all.reduce((before, each) => before + each, 0n)));
			assert.equal(total.runs, 3 * all.length);
		}),
	);
});

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';
import {Big} from 'big.js';
import * as fc from 'fast-check';
import {parseMoney, type Money} from '../../source/core/money/money.ts';
import {spentSince, sumCosts} from '../../source/storage/history-sums.ts';
import {node} from '../helpers/program.ts';
import {day, now, openHistory, record, recordOf} from './history.ts';

test('runs are summed up by workflow and by status', t => {
	const stored = openHistory(t);
	const wf = (workflowId: string | null, title: string | null, cost: string | null) => ({
		workflowId,
		title,
		totalCost: parseMoney(cost),
	});
	record(
		stored,
		[
			recordOf('a', {...wf('wf_1', 'new', '0.1'), finalAmount: parseMoney('0.3'), response: '{}'}),
			recordOf('b', {...wf('wf_1', 'old', '0.2'), endedAt: now - day}),
			recordOf('c', {
				...wf('wf_1', null, null),
				phase: 'failed',
				endedAt: now,
				finalAmount: parseMoney(7),
			}),
			recordOf('d', {...wf('wf_2', null, '0.00000001'), phase: 'canceled'}),
			recordOf('e', wf(null, 'x', null)),
			recordOf('f', {...wf('wf_1', 'x', '100'), phase: 'running'}),
		],
		now,
	);
	const counts = {succeeded: 0, failed: 0, canceled: 0, priced: 0};
	const none = {...counts, title: null, spent: '0', billed: '0', lost: '0'};
	const lost = {spent: '0.00000001', lost: '0.00000001'};
	const titled = sumCosts(stored, {by: 'workflow', from: 0}).map(sum => ({
		...sum,
		title: sum.title?.exact ?? null,
	}));
	assert.deepEqual(titled, [
		{
			...none,
			key: 'wf_1',
			title: 'new',
			runs: 3,
			succeeded: 2,
			failed: 1,
			spent: '7.3',
			billed: '7.3',
			lost: '7',
			priced: 3,
		},
		{...none, ...lost, key: 'wf_2', runs: 1, canceled: 1, priced: 1},
		{...none, key: '', runs: 1, succeeded: 1},
	]);
	const byStatus = (from: number) =>
		sumCosts(stored, {by: 'status', from})
			.map(({key, runs, spent}) => `${key} ${runs} ${spent}`)
			.join(', ');
	assert.equal(byStatus(now - day), 'failed 1 7, succeeded 3 0.3, canceled 1 0.00000001');
	assert.equal(byStatus(now), 'failed 1 7');
	assert.equal(spentSince(stored, now - 3_600_000, []), '7.10000001');
	assert.equal(spentSince(stored, now - 3_600_000, ['c', 'unknown', "'"]), '0.10000001');
});

test('property: sums are exact to the eighth decimal', {timeout: 60_000}, t => {
	const {database} = openHistory(t);
	const amount = fc.oneof(
		fc.constantFrom<string | number>(
			0.1 + 0.2,
			0.1,
			0.7,
			1.1 * 3,
			2.878e-4,
			1e-8,
			'0.30000000000000004',
		),
		fc.constantFrom<string | number>('1000000', '-1000000', 999_999.99999999, 4.35 * 100, -0.1),
		fc.integer({min: -(10 ** 14), max: 10 ** 14}).map(units => new Big(units).div(1e8).toFixed(8)),
		fc.double({min: -1e6, max: 1e6, noNaN: true}),
	);
	const run = fc.record({
		total: fc.option(amount),
		final: fc.option(amount),
		days: fc.nat({max: 3}),
	});
	let count = 0;
	fc.assert(
		fc.property(fc.array(run, {minLength: 200, maxLength: 1000, size: 'max'}), runs => {
			const stored = {database, account: String(count++)};
			const money = (value: string | number | null) => parseMoney(value);
			record(
				stored,
				runs.map(({total, final, days}, index) =>
					recordOf(String(index), {
						totalCost: money(total),
						finalAmount: money(final),
						endedAt: now - days * day,
						phase: index % 3 === 0 ? 'failed' : 'succeeded',
					}),
				),
				now,
			);
			const sumOf = (amounts: ReadonlyArray<Money | null>) =>
				amounts
					.filter(each => each !== null)
					.reduce((sum, each) => sum.plus(new Big(each).round(8)), new Big(0));
			const spent = runs.map(({total, final}) => money(total) ?? money(final));
			const sums = sumCosts(stored, {by: 'day', from: 0});
			assert.deepEqual(
				[
					sumOf(sums.map(sum => sum.spent)),
					sumOf(sums.map(sum => sum.billed)),
					sumOf(sums.map(sum => sum.lost)),
				],
				[
					sumOf(spent),
					sumOf(runs.map(({final}) => money(final))),
					sumOf(spent.filter((_, index) => index % 3 === 0)),
				],
			);
			assert.deepEqual(
				new Big(spentSince(stored, now - day, [])),
				sumOf(spent.filter((_, index) => (runs[index]?.days ?? 9) <= 1)),
			);
		}),
		{numRuns: 6},
	);
});

/** Records a run at each time in a process in a time zone, and returns the days with their numbers of runs. */
function daysIn(zone: string, times: readonly string[]): unknown {
	const script = `
		import {openDatabase} from './source/storage/database.ts';
		import {recordRun} from './source/storage/history-records.ts';
		import {sumCosts} from './source/storage/history-sums.ts';
		const stored = openDatabase(':memory:', {service: 's', key: 'k'}, () => undefined);
		const records = ${JSON.stringify(times)}.map((time, index) => ({
			id: String(index), phase: 'failed', endedAt: Date.parse(time),
		}));
		records.forEach(record => recordRun(stored, record, 0));
		const sums = sumCosts(stored, {by: 'day', from: 0});
		console.log(JSON.stringify(sums.map(({key, runs}) => [key, runs])));`;
	const args = ['--input-type=module', '--eval', script];
	return JSON.parse(execFileSync(node, args, {encoding: 'utf8', env: {...process.env, TZ: zone}}));
}

test('days are those of the local time zone, also where the clock changes', () => {
	assert.deepEqual(
		daysIn('America/New_York', [
			// The clock goes from 2:00 to 3:00 on March 8, so that the day has 23 hours.
			'2026-03-08T04:59:59.999Z',
			'2026-03-08T05:00:00.000Z',
			'2026-03-09T03:59:59.999Z',
			'2026-03-09T04:00:00.000Z',
			// It goes back on November 1, which has 25 hours.
			'2026-11-01T03:59:59.999Z',
			'2026-11-01T04:00:00.000Z',
			'2026-11-02T04:59:59.999Z',
			'2026-11-02T05:00:00.000Z',
		]),
		[
			['2026-03-07', 1],
			['2026-03-08', 2],
			['2026-03-09', 1],
			['2026-10-31', 1],
			['2026-11-01', 2],
			['2026-11-02', 1],
		],
	);
	const times = ['2026-11-25T15:59:59.999Z', '2026-11-25T16:00:00.000Z'];
	assert.deepEqual(daysIn('Asia/Shanghai', times), [
		['2026-11-25', 1],
		['2026-11-26', 1],
	]);
	assert.deepEqual(daysIn('UTC', times), [['2026-11-25', 2]]);
});

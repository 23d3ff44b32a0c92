import assert from 'node:assert/strict';
import test from 'node:test';
import {wholeHistory, type HistoryConditions} from '../../source/core/history.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {day, idsOf, now, openHistory, recordOf} from './history.ts';

test('runs are found by each field of a query', t => {
	const {calls} = openHistory(t);
	calls.record(
		[
			recordOf('ok', {status: 'completed', workflowId: 'wf_1', totalCost: parseMoney('0.5')}),
			recordOf('bad', {phase: 'failed', endedAt: now - day, finalAmount: parseMoney('0.1')}),
			recordOf('gone', {phase: 'canceled', endedAt: null, createdAt: now - 2 * day}),
			recordOf('cheap', {
				endedAt: now - 3 * day,
				totalCost: parseMoney('0.1'),
				finalAmount: parseMoney('9'),
			}),
			recordOf('live', {phase: 'running', createdAt: now}),
		],
		now,
	);
	const all = ['ok', 'bad', 'gone', 'cheap'];
	assert.deepEqual(idsOf(calls), all);
	assert.deepEqual(idsOf(calls, {phases: []}), []);
	assert.deepEqual(idsOf(calls, {phases: ['failed', 'canceled']}), ['bad', 'gone']);
	assert.deepEqual(idsOf(calls, {status: 'completed'}), ['ok']);
	assert.deepEqual(idsOf(calls, {workflowId: 'wf_1'}), ['ok']);
	assert.deepEqual(idsOf(calls, {from: now - 2 * day}), ['ok', 'bad', 'gone']);
	assert.deepEqual(idsOf(calls, {until: now - 2 * day}), ['cheap']);
	assert.deepEqual(idsOf(calls, {from: now - 2 * day, until: now - day + 0.5}), ['bad', 'gone']);
	assert.deepEqual(idsOf(calls, {minCost: parseMoney('0.1')}), ['ok', 'bad', 'cheap']);
	assert.deepEqual(idsOf(calls, {maxCost: parseMoney('0.1')}), ['bad', 'cheap']);
	assert.deepEqual(idsOf(calls, {minCost: parseMoney('0.10000001')}), ['ok']);
	assert.deepEqual(idsOf(calls, {minCost: parseMoney(1e9)}), []);
	assert.deepEqual(idsOf(calls, {maxCost: parseMoney(1e9)}), ['ok', 'bad', 'cheap']);
	assert.deepEqual(idsOf(calls, {isUnseen: true}), []);
	assert.deepEqual(
		idsOf(calls, {
			phases: ['succeeded'],
			from: now - 3 * day,
			maxCost: parseMoney('0.2'),
			words: ['cheap'],
		}),
		['cheap'],
	);
});

test('of the terms of a clause one must hold, and an unknown value meets every negation', t => {
	const {calls} = openHistory(t);
	calls.record(
		[
			recordOf('old', {createdAt: now - 2 * day, totalCost: parseMoney('2')}),
			recordOf('bad', {phase: 'failed', createdAt: now - day, totalCost: parseMoney('1')}),
			recordOf('free'),
			recordOf('unfinished', {phase: 'running'}),
		],
		now,
	);
	const term = (conditions: HistoryConditions, isNegated = false) => ({isNegated, conditions});
	const failed = term({phases: ['failed']});
	const dear = {minCost: parseMoney('1.5')};

	for (const [clauses, found] of [
		[[[failed, term({words: ['old']})]], ['bad', 'old']],
		[[[failed, term(dear)], [term({words: ['bad']}, true)]], ['old']],
		[[[term(dear, true)]], ['free', 'bad']],
		[[[term({createdFrom: now - 1.5 * day})]], ['bad']],
		[[[term({createdUntil: now - day}, true)]], ['free', 'bad']],
	] as const) {
		assert.deepEqual(idsOf(calls, {clauses}), found, JSON.stringify(clauses));
	}
});

test('words are parts of the id, the title, the status, the reason or an input', t => {
	const {calls} = openHistory(t);
	calls.record(
		[
			recordOf('wfrun_A', {title: 'Ünïcode 100%', inputs: [{key: 'secret', value: 'A_B'}]}),
			recordOf('wfrun_b', {
				phase: 'failed',
				reason: `Out of MEMORY ${'x'.repeat(5000)}`,
				inputs: [
					{key: '6.text', value: 'it\'s a "quoted" prompt\\'},
					{key: '7.text', value: '雨夜霓虹,电影质感'},
				],
			}),
		],
		now,
	);
	const [a, b] = ['wfrun_A', 'wfrun_b'];

	for (const [words, found] of [
		[['wfrun_a'], [a]],
		[['run_'], [b, a]],
		[['ünï'], [a]],
		[['100%'], [a]],
		[['%'], [a]],
		[['a_b'], [a]],
		[['w_run'], []],
		[['failed'], [b]],
		[['of memory'], [b]],
		[['雨夜'], [b]],
		[['霓'], [b]],
		[['夜霓虹'], [b]],
		[['雨虹'], []],
		[["it's"], [b]],
		[['"quoted"'], [b]],
		[['\\'], [b]],
		[['*'], []],
		[['雨夜', 'prompt'], [b]],
		[['雨夜', '100'], []],
		[['secret'], []],
		[['\n'], [b, a]],
	] as const) {
		assert.deepEqual(idsOf(calls, {words}), found, words.join(' + '));
	}

	calls.record([recordOf('wfrun_A', {title: 'new'})], now);
	assert.deepEqual(idsOf(calls, {words: ['ünï']}), []);
	assert.deepEqual(idsOf(calls, {words: ['new', 'a_b']}), [a]);
});

test('pages have no run twice, and each tells the number of all runs', t => {
	const {calls} = openHistory(t);
	const endOf = (index: number) => now - Math.floor(index / 3) * 1000;
	calls.record(
		Array.from({length: 25}, (_, index) =>
			recordOf(`run_${index}`, {title: index < 20 ? 'even' : null, endedAt: endOf(index)}),
		),
		now,
	);
	const whole = idsOf(calls);

	for (const [query, count] of [
		[{}, 25],
		[{words: ['even']}, 20],
	] as const) {
		const pages = [0, 10, 20, 30].map(offset =>
			calls.findRuns({...wholeHistory, ...query, limit: 10, offset}),
		);
		assert.deepEqual(
			pages.map(page => page.count),
			[count, count, count, count],
		);
		assert.deepEqual(
			pages.flatMap(({runs}) => runs.map(({order}) => order.id.exact)),
			idsOf(calls, query),
		);
	}

	assert.equal(new Set(whole).size, 25);
	assert.ok(whole.indexOf('run_0') < 3 && whole.indexOf('run_24') === 24);
	assert.equal(calls.findRuns({...wholeHistory, words: ['none'], offset: 5}).count, 0);
});

test('what happened between two visits is summed up, and its failures are marked until they are seen', t => {
	const {calls} = openHistory(t);
	const since = now - day;
	const cost = parseMoney('0.25');
	// The last session.
	calls.record(
		[
			recordOf('unfinished', {phase: 'running', createdAt: since - day}),
			recordOf('fails', {phase: 'queued', createdAt: since - 60_000}),
			recordOf('still running', {phase: 'running', createdAt: since - 30_000}),
			recordOf('watched here', {phase: 'running', createdAt: since - 20_000}),
			recordOf('old', {
				phase: 'failed',
				createdAt: since - day,
				endedAt: since - 1,
				totalCost: cost,
			}),
		],
		since,
	);
	calls.visit(since);
	assert.deepEqual(calls.lastVisit(), {
		visitedAt: since,
		oldestUnfinished: since - day,
		wholeFrom: null,
	});
	// Read back at the start of this one.
	const ended = {endedAt: null, finalAmount: cost};
	calls.record(
		[
			recordOf('unfinished', ended),
			recordOf('fails', {phase: 'failed', ...ended}),
			recordOf('new', {createdAt: since, ...ended, totalCost: parseMoney('1')}),
			recordOf('new failure', {phase: 'failed', createdAt: since + 1000, ...ended}),
			recordOf('never seen', {phase: 'failed', createdAt: since - 1, ...ended}),
			recordOf('old', {phase: 'failed', ...ended}),
			recordOf('found running', {phase: 'running', createdAt: since + 2000}),
		],
		now,
	);
	// Watched in this session.
	calls.record(
		[
			recordOf('watched here', {phase: 'failed', endedAt: now + 1000}),
			recordOf('found running', {phase: 'failed', ...ended}),
			recordOf('started here', {phase: 'failed', createdAt: now + 1000, endedAt: now + 2000}),
		],
		now + 3000,
	);
	assert.deepEqual(calls.markAbsence(since, now), {since, ended: 4, failed: 2, spent: '1.75'});
	assert.deepEqual(idsOf(calls, {isUnseen: true}).toSorted(), ['fails', 'new failure']);
	calls.markSeen('fails');
	assert.deepEqual(idsOf(calls, {isUnseen: true}), ['new failure']);
	calls.record([recordOf('new failure', {phase: 'failed', ...ended})], now + 4000);
	assert.deepEqual(idsOf(calls, {isUnseen: true}), ['new failure']);
	calls.visit(now + 4000);
	assert.deepEqual(calls.lastVisit(), {
		visitedAt: now + 4000,
		oldestUnfinished: since - 30_000,
		wholeFrom: null,
	});
	assert.deepEqual(calls.markAbsence(now + 4000, now + 5000), {
		since: now + 4000,
		ended: 0,
		failed: 0,
		spent: '0',
	});
});

test('the statistics of a workflow have the median, the 95th percentile and the newest values', t => {
	const {calls} = openHistory(t);
	const at = (index: number) => ({workflowId: 'wf_1', endedAt: now - day + index});
	calls.record(
		[
			...Array.from({length: 40}, (_, index) =>
				recordOf(`run_${index}`, {
					...at(index),
					// 1 to 40 in another order.
					seconds: ((index * 7) % 40) + 1,
					totalCost: index % 2 === 0 ? parseMoney(`0.${index + 10}`) : null,
				}),
			),
			recordOf('failed', {...at(50), phase: 'failed', seconds: 9000, totalCost: parseMoney('1')}),
			recordOf('unknown', at(60)),
			recordOf('single', {workflowId: 'wf_2', seconds: 3}),
			recordOf('earlier', {...at(0), endedAt: now - 3 * day, seconds: 1e6}),
		],
		now,
	);
	const [first, second] = calls.workflowStatistics(now - 2 * day);
	assert.ok(first !== undefined && second !== undefined);
	const {key, runs, succeeded, failed, p50, p95, times, costs} = first;
	assert.deepEqual([key, runs, succeeded, failed, p50, p95], ['wf_1', 42, 41, 1, 20, 38]);
	assert.deepEqual(
		times,
		Array.from({length: 30}, (_, index) => (((index + 10) * 7) % 40) + 1),
	);
	assert.deepEqual(costs.slice(-2), ['0.46', '0.48']);
	assert.equal(costs.length, 20);
	assert.deepEqual([second.p50, second.p95, second.times, second.costs], [3, 3, [3], []]);
	assert.deepEqual(calls.workflowStatistics(now), []);
});

test('runs are found by their ids, if they have ended', t => {
	const {calls} = openHistory(t);
	calls.record([recordOf('a'), recordOf('b'), recordOf('live', {phase: 'running'})], now);
	const found = calls.runs(['live', 'b', 'none', '"']);
	assert.deepEqual(
		found.map(({order}) => order.id.exact),
		['b'],
	);
	assert.deepEqual(calls.runs([]), []);
});

test('a run is found by its label as soon as it has one, and until that is removed', t => {
	const {calls, accountOf} = openHistory(t);
	const other = accountOf('https://other.example/');
	const label = (value: string | null) => calls.write([{kind: 'label', id: 'a', value}]);
	const found = () => [calls, other].map(each => idsOf(each, {words: ['draft']}));
	[calls, other].forEach(each => each.record([recordOf('a')], now));
	label('Draft "3"');
	assert.deepEqual(found(), [['a'], []]);
	assert.equal(calls.runs(['a'])[0]?.label?.exact, 'Draft "3"');
	calls.record([recordOf('a', {title: 'New'})], now + 1);
	assert.deepEqual(found(), [['a'], []]);
	label(null);
	assert.deepEqual(found(), [[], []]);
});

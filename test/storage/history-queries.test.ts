import assert from 'node:assert/strict';
import test from 'node:test';
import type {HistoryConditions, StoredBound} from '../../source/core/history.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {foreignProse} from '../../source/core/text/sanitize.ts';
import {findRuns, findRunsById} from '../../source/storage/history-queries.ts';
import {
	markFailureSeen,
	markMissed,
	readAbsence,
	workflowStatistics,
} from '../../source/storage/history-sums.ts';
import {readVisit, writeVisit} from '../../source/storage/history-upkeep.ts';
import {money} from '../helpers/sample.ts';
import {day, idsOf, now, openHistory, record, recordOf} from './history.ts';

test('runs are found by each field of a query', t => {
	const stored = openHistory(t);
	record(
		stored,
		[
			recordOf('ok', {
				status: 'completed',
				title: 'Ärger',
				workflowId: 'wf_1',
				totalCost: parseMoney('0.5'),
			}),
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
	const bound = (
		of: StoredBound['of'],
		sign: StoredBound['sign'],
		value: StoredBound['value'],
	): HistoryConditions => ({bounds: [{of, sign, value}]});
	const several = {phases: ['succeeded'], from: now - 3 * day, words: ['cheap']} as const;

	for (const [query, found] of [
		[{}, 'ok bad gone cheap'],
		[{phases: []}, ''],
		[{ids: ['live', 'bad', 'none', '"']}, 'bad'],
		[{ids: []}, ''],
		[{phases: ['failed', 'canceled']}, 'bad gone'],
		[{status: 'completed'}, 'ok'],
		[{workflowId: 'wf_1'}, 'ok'],
		[{workflow: 'ärg'}, 'ok'],
		[{workflow: 'wf_1'}, 'ok'],
		[{workflow: 'wf_'}, ''],
		[{from: now - 2 * day}, 'ok bad gone'],
		[bound('at', '<', now - 2 * day), 'cheap'],
		[bound('cost', '>=', money('0.1')), 'ok bad cheap'],
		[bound('cost', '<=', money('0.1')), 'bad cheap'],
		[bound('cost', '>', money('0.1')), 'ok'],
		[bound('cost', '=', money('0.5')), 'ok'],
		[bound('cost', '<=', money('1000000000')), 'ok bad cheap'],
		[bound('final_amount', '>', money('1')), 'cheap'],
		[{...several, ...bound('cost', '<', money('0.2'))}, 'cheap'],
		[{sort: {key: 'cost', descending: false}}, 'bad cheap ok gone'],
		[{sort: {key: 'state', descending: false}}, 'bad ok gone cheap'],
	] as const) {
		assert.equal(idsOf(stored, query).join(' '), found, JSON.stringify(query));
	}
});

test('of the terms of a clause one must hold, and an unknown value meets every negation', t => {
	const stored = openHistory(t);
	record(
		stored,
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
	const dear: HistoryConditions = {bounds: [{of: 'cost', sign: '>', value: money('1.5')}]};
	const early: HistoryConditions = {bounds: [{of: 'created_at', sign: '<', value: now - day}]};

	for (const [terms, found] of [
		[[failed, term({words: ['bad']})], ['bad']],
		[[term(dear), term({words: ['bad']}, true)], ['old']],
		[[term(dear, true)], ['free', 'bad']],
		[[term({createdFrom: now - 1.5 * day})], ['bad']],
		[[term(early, true)], ['free', 'bad']],
	] as const) {
		assert.deepEqual(idsOf(stored, {terms}), found, JSON.stringify(terms));
	}
});

test('words are parts of the id, the title, the status, the reason or an input', t => {
	const stored = openHistory(t);
	record(
		stored,
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
		[['ünï'], [a]],
		[['%'], [a]],
		[['a_b'], [a]],
		[['w_run'], []],
		[['of memory'], [b]],
		[['霓'], [b]],
		[['夜霓虹'], [b]],
		[['雨虹'], []],
		[["it's"], [b]],
		[['"quoted"'], [b]],
		[['\\'], [b]],
		[['*'], []],
		[['雨夜', 'prompt'], [b]],
		[['secret'], []],
		[['\n'], [b, a]],
	] as const) {
		assert.deepEqual(idsOf(stored, {words}), found, words.join(' + '));
	}

	record(stored, [recordOf('wfrun_A', {title: 'new'})], now);
	assert.deepEqual(idsOf(stored, {words: ['ünï']}), []);
	assert.deepEqual(idsOf(stored, {words: ['new', 'a_b']}), [a]);
});

test('the newest runs are returned, with the number of all', t => {
	const stored = openHistory(t);
	record(
		stored,
		Array.from({length: 25}, (_, index) =>
			recordOf(`run_${index}`, {
				title: index < 20 ? 'even' : null,
				endedAt: now - Math.floor(index / 3) * 1000,
			}),
		),
	);

	for (const [query, all] of [
		[{}, 25],
		[{words: ['even']}, 20],
		[{words: ['none']}, 0],
	] as const) {
		const {runs, count} = findRuns(stored, {...query, limit: 10}, new Map());
		assert.equal(count, all);
		assert.deepEqual(
			runs.map(({id}) => id.exact),
			idsOf(stored, query).slice(0, 10),
		);
	}

	assert.ok(idsOf(stored).indexOf('run_0') < 3 && idsOf(stored).indexOf('run_24') === 24);
});

test('what happened between two visits is summed up, and its failures are marked until they are seen', t => {
	const stored = openHistory(t);
	const since = now - day;
	const cost = parseMoney('0.25');
	// The last session.
	record(
		stored,
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
	writeVisit(stored, since);
	assert.deepEqual(readVisit(stored), {
		visitedAt: since,
		oldestUnfinished: since - day,
		wholeFrom: null,
	});
	// Read back at the start of this one.
	const ended = {endedAt: null, finalAmount: cost};
	record(
		stored,
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
	record(
		stored,
		[
			recordOf('watched here', {phase: 'failed', endedAt: now + 1000}),
			recordOf('found running', {phase: 'failed', ...ended}),
			recordOf('started here', {phase: 'failed', createdAt: now + 1000, endedAt: now + 2000}),
		],
		now + 3000,
	);
	markMissed(stored, since, now);
	assert.deepEqual(readAbsence(stored, since, now), {since, ended: 4, failed: 2, spent: '1.75'});
	assert.deepEqual(idsOf(stored, {isUnseen: true}).toSorted(), ['fails', 'new failure']);
	markFailureSeen(stored, 'fails');
	assert.deepEqual(idsOf(stored, {isUnseen: true}), ['new failure']);
	record(stored, [recordOf('new failure', {phase: 'failed', ...ended})], now + 4000);
	assert.deepEqual(idsOf(stored, {isUnseen: true}), ['new failure']);
	writeVisit(stored, now + 4000);
	assert.equal(readVisit(stored).oldestUnfinished, since - 30_000);
	assert.equal(readAbsence(stored, now + 4000, now + 5000).ended, 0);
});

test('the statistics of a workflow have the median and the 95th percentile', t => {
	const stored = openHistory(t);
	const at = (index: number) => ({workflowId: 'wf_1', endedAt: now - day + index});
	record(
		stored,
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
	const [first, second] = workflowStatistics(stored, now - 2 * day);
	assert.ok(first !== undefined && second !== undefined);
	const {key, runs, succeeded, failed, p50, p95} = first;
	assert.deepEqual([key, runs, succeeded, failed, p50, p95], ['wf_1', 42, 41, 1, 20, 38]);
	assert.deepEqual([second.p50, second.p95], [3, 3]);
	assert.deepEqual(workflowStatistics(stored, now), []);
});

test('a run is found by its label', t => {
	const stored = openHistory(t);
	record(stored, [recordOf('a'), recordOf('b', {title: 'a draft'})]);
	const labels = new Map([['a', foreignProse('Draft "3"')]]);
	assert.deepEqual(idsOf(stored, {words: ['draft']}, labels), ['b', 'a']);
	assert.deepEqual(idsOf(stored, {words: ['draft', '"3"']}, labels), ['a']);
	assert.deepEqual(idsOf(stored, {words: ['draft']}), ['b']);
	assert.equal(findRunsById(stored, ['a'], labels)[0]?.label?.exact, 'Draft "3"');
});

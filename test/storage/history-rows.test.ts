import assert from 'node:assert/strict';
import test from 'node:test';
import {wholeHistory, type HistoryRecord} from '../../source/core/history.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {recordRuns} from '../../source/storage/history-rows.ts';
import {naughtyStrings} from '../fuzz/corpora.ts';
import {idsOf, now, openHistory, recordOf} from './history.ts';
import {failingDatabase} from './stored.ts';

const full: HistoryRecord = {
	id: 'run',
	status: 'failed',
	phase: 'failed',
	title: '文生图',
	workflowId: 'wf_1',
	revisionId: 'rev_1',
	createdAt: now - 90_000,
	startedAt: now - 80_000,
	endedAt: now - 10_000,
	seconds: 70.5,
	totalCost: parseMoney('0.30000001'),
	finalAmount: parseMoney('0.3'),
	quoteAmount: parseMoney('1'),
	reason: 'CUDA out of memory',
	inputs: [
		{key: '6.text', value: '雨夜 霓虹'},
		{key: '6.text', value: ''},
	],
	response: '{"status":"failed"}',
	isUnseen: true,
};

/** The fields of the only run, as far as they can be in a record. */
function onlyRun(calls: ReturnType<typeof openHistory>['calls']) {
	const [run, ...others] = calls.findRuns(wholeHistory).runs;
	assert.ok(run !== undefined && others.length === 0);
	const {order, reason, inputs, startedAt, endedAt, seconds, totalCost, isUnseen} = run;
	return {
		id: order.id.exact,
		status: order.status?.exact ?? null,
		phase: order.phase,
		title: order.title?.exact ?? null,
		workflowId: order.workflowId?.exact ?? null,
		revisionId: order.revisionId?.exact ?? null,
		createdAt: order.createdAt,
		startedAt,
		endedAt,
		seconds,
		totalCost,
		finalAmount: order.finalAmount,
		quoteAmount: order.quoteAmount,
		reason: reason?.exact ?? null,
		inputs: inputs?.map(({key, value}) => ({key: key.exact, value: value.exact})) ?? null,
		response: calls.response(order.id.exact),
		isUnseen,
	};
}

test('a run is found as it was recorded, and what a later record lacks stays', t => {
	const {calls} = openHistory(t);
	calls.record([full], now);
	assert.deepEqual(onlyRun(calls), full);
	calls.record([recordOf('run', {phase: 'failed', endedAt: null})], now);
	assert.deepEqual(onlyRun(calls), full);
	const next = {...full, title: 'new', response: '{}', finalAmount: parseMoney('0.4')};
	calls.record([next], now);
	assert.deepEqual(onlyRun(calls), next);
});

test('what becomes known later is added', t => {
	const {calls} = openHistory(t);
	calls.record([recordOf('run', {phase: 'failed', endedAt: null}), full], now);
	assert.deepEqual(onlyRun(calls), full);
});

test('an unfinished run is not found until it ends, and an ended run stays as it is', t => {
	const {calls} = openHistory(t);
	const running = recordOf('run', {phase: 'running', totalCost: parseMoney('0.1')});
	calls.record([running], now);
	assert.deepEqual(idsOf(calls), []);
	calls.record([full], now + 1);
	assert.deepEqual(onlyRun(calls), full);
	// A response that was slower than that with the end.
	calls.record([{...running, title: 'old', inputs: [], response: '{"status":"running"}'}], now + 2);
	calls.record([recordOf('run', {phase: 'canceled', endedAt: null})], now + 3);
	assert.deepEqual(onlyRun(calls), {...full, inputs: []});
});

test('a response without a status does not change the phase', t => {
	const {calls} = openHistory(t);
	const at = now - 1000;
	calls.record([recordOf('run', {phase: 'running', createdAt: at})], now);
	calls.record([recordOf('run', {phase: 'other', status: null})], now);
	calls.record([recordOf('run', {phase: 'succeeded', status: null, endedAt: at})], now);
	assert.deepEqual([onlyRun(calls).phase, onlyRun(calls).status], ['succeeded', null]);
});

test('the end of a run stays when its order has changed later', t => {
	const {calls} = openHistory(t);
	calls.record([recordOf('run', {endedAt: null})], now);
	calls.record([recordOf('run', {endedAt: now - 50})], now);
	calls.record([recordOf('run', {endedAt: now - 20})], now);
	assert.equal(onlyRun(calls).endedAt, now - 50);
});

test('the end and the cost of a watched run stay when its order is read later', t => {
	const {calls} = openHistory(t);
	const [exact, rounded] = ['0.30000001', '0.30000002'].map(parseMoney);
	calls.record([recordOf('run', {endedAt: now - 50, totalCost: rounded ?? null})], now);
	calls.record(
		[recordOf('run', {endedAt: now - 100, totalCost: exact ?? null, response: '{}'})],
		now,
	);
	calls.record([recordOf('run', {endedAt: now - 20, totalCost: rounded ?? null})], now);
	assert.equal(onlyRun(calls).endedAt, now - 100);
	assert.equal(onlyRun(calls).totalCost, '0.30000001');
	assert.equal(calls.findRuns(wholeHistory).runs[0]?.wasWatched, true);
});

test('accounts are kept apart', t => {
	const {calls, accountOf} = openHistory(t);
	const other = accountOf('https://example.com/ work');
	assert.deepEqual(idsOf(other), []);
	assert.deepEqual(other.sumCosts({by: 'day', from: null, until: null}), []);
	assert.deepEqual(other.lastVisit(), {visitedAt: null, oldestUnfinished: null, wholeFrom: null});
	assert.equal(other.response('run'), null);
	other.record([recordOf('run', {totalCost: parseMoney('5')}), recordOf('theirs')], now);
	calls.record([full], now);
	other.visit(now);
	assert.deepEqual(idsOf(other), ['theirs', 'run']);
	assert.deepEqual(onlyRun(calls), full);
	assert.equal(other.response('run'), null);
	assert.equal(calls.spentSince(now - 60_000, []), '0.30000001');
	assert.equal(other.spentSince(0, []), '5');
	assert.equal(calls.lastVisit().visitedAt, null);
	other.markAbsence(0, now + 1);
	calls.markSeen('theirs');
	assert.equal(idsOf(other, {words: ['oom']}).length, 0);
	assert.equal(calls.workflowStatistics(0).length, 1);
	assert.deepEqual(calls.runsWithoutInputs(0), []);
	assert.deepEqual(other.runsWithoutInputs(0), ['theirs', 'run']);
});

test('any text is kept, and a run with an impossible id is left out alone', t => {
	const {calls} = openHistory(t);
	const strings = naughtyStrings.filter(text => text.isWellFormed());
	const records = strings.map((text, index) =>
		recordOf(`run_${index}`, {
			title: text,
			reason: text,
			workflowId: text,
			inputs: [{key: text, value: text}],
			response: JSON.stringify(text),
		}),
	);
	calls.record([recordOf('x'.repeat(257)), recordOf(''), ...records, recordOf('last')], now);
	const {runs, count} = calls.findRuns(wholeHistory);
	assert.equal(count, strings.length + 1);

	for (const [index, text] of strings.entries()) {
		const run = runs.find(({order}) => order.id.exact === `run_${index}`);
		const {title, workflowId} = run?.order ?? {};
		assert.deepEqual([title?.exact, workflowId?.exact, run?.reason?.exact], [text, text, text]);
		assert.deepEqual(
			run?.inputs?.map(({key, value}) => [key.exact, value.exact]),
			[[text, text]],
		);
		assert.equal(calls.response(`run_${index}`), JSON.stringify(text));
		const word = text.toLowerCase().slice(0, 100);
		assert.ok(word === '' || idsOf(calls, {words: [word]}).includes(`run_${index}`), text);
	}
});

test('J2: records are written as a whole or not at all, whichever operation fails', t => {
	const {database, accountOf} = openHistory(t);
	const inputs = [{key: 'k', value: 'v'}];
	const before = recordOf('a', {phase: 'running', inputs, response: '{"old":1}'});
	const after = [recordOf('a', {title: 'new', response: '{}'}), recordOf('b', {inputs})];
	let isWritten = false;
	let failures = 0;

	for (let nth = 0; !isWritten; nth++) {
		const calls = accountOf(`https://example.com/${nth}`);
		calls.record([before], now);
		const account = Number(database.prepare('SELECT max(id) AS id FROM accounts').get()?.['id']);

		try {
			const failing = failingDatabase(database, nth, () => new Error('full'));
			recordRuns({database: failing, account}, after, now);
			isWritten = true;
		} catch (error) {
			assert.equal((error as Error).message, 'full');
			failures++;
		}

		const found = [calls.response('a'), idsOf(calls, {words: ['new']}), idsOf(calls)];
		assert.deepEqual(
			found,
			isWritten ? ['{}', ['a'], ['b', 'a']] : ['{"old":1}', [], []],
			`${nth}`,
		);
	}

	assert.ok(failures > 10);
});

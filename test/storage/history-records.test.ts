import assert from 'node:assert/strict';
import test from 'node:test';
import {wholeHistory, type HistoryRecord} from '../../source/core/history.ts';
import {parseMoney} from '../../source/core/money/money.ts';
import {foreignProse} from '../../source/core/text/sanitize.ts';
import {recordsOf} from '../../source/features/history/records.ts';
import type {AccountDatabase} from '../../source/storage/database.ts';
import {findResponse, findRuns} from '../../source/storage/history-queries.ts';
import {spentSince, sumCosts} from '../../source/storage/history-sums.ts';
import {readVisit, writeVisit} from '../../source/storage/history-upkeep.ts';
import {naughtyStrings} from '../fuzz/corpora.ts';
import {stateAfter, watching} from '../helpers/play.ts';
import {entry, name, output, polled} from '../helpers/values.ts';
import {idsOf, now, openHistory, record, recordOf} from './history.ts';

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

/** The fields of the only run that can be in a record. */
function onlyRun(stored: AccountDatabase) {
	const [run, ...others] = findRuns(stored, wholeHistory, new Map()).runs;
	assert.ok(run !== undefined && others.length === 0);
	const {reason, inputs, startedAt, endedAt, seconds, totalCost, isUnseen} = run;
	return {
		id: run.id.exact,
		status: run.status?.exact ?? null,
		phase: run.phase,
		title: run.title?.exact ?? null,
		workflowId: run.workflowId?.exact ?? null,
		revisionId: run.revisionId?.exact ?? null,
		createdAt: run.createdAt,
		startedAt,
		endedAt,
		seconds,
		totalCost,
		finalAmount: run.finalAmount,
		quoteAmount: run.quoteAmount,
		reason: reason?.exact ?? null,
		inputs: inputs?.map(({key, value}) => ({key: key.exact, value: value.exact})) ?? null,
		response: findResponse(stored, run.id.exact),
		isUnseen,
	};
}

test('a run is found as it was recorded, and what a later record lacks stays', t => {
	const stored = openHistory(t);
	record(stored, [full], now);
	assert.deepEqual(onlyRun(stored), full);
	record(stored, [recordOf('run', {phase: 'failed', endedAt: null})], now);
	assert.deepEqual(onlyRun(stored), full);
	const next = {...full, title: 'new', response: '{}', finalAmount: parseMoney('0.4')};
	record(stored, [next], now);
	assert.deepEqual(onlyRun(stored), next);
});

test('an unfinished run is not found until it ends, and an ended run stays as it is', t => {
	const stored = openHistory(t);
	const running = recordOf('run', {phase: 'running', totalCost: parseMoney('0.1')});
	record(stored, [running], now);
	assert.deepEqual(idsOf(stored), []);
	record(stored, [full], now + 1);
	assert.deepEqual(onlyRun(stored), full);
	// A response that was slower than that with the end.
	record(
		stored,
		[{...running, title: 'old', inputs: [], response: '{"status":"running"}'}],
		now + 2,
	);
	record(stored, [recordOf('run', {phase: 'canceled', endedAt: null})], now + 3);
	assert.deepEqual(onlyRun(stored), {...full, inputs: []});
});

test('a response without a status does not change the phase', t => {
	const stored = openHistory(t);
	const at = now - 1000;
	record(stored, [recordOf('run', {phase: 'running', createdAt: at})], now);
	record(stored, [recordOf('run', {phase: 'other', status: null})], now);
	record(stored, [recordOf('run', {phase: 'succeeded', status: null, endedAt: at})], now);
	assert.deepEqual([onlyRun(stored).phase, onlyRun(stored).status], ['succeeded', null]);
});

test('the end and the cost of a watched run stay when its order is read later', t => {
	const stored = openHistory(t);
	const [exact, rounded] = ['0.30000001', '0.30000002'].map(parseMoney);
	record(stored, [recordOf('run', {endedAt: now - 50, totalCost: rounded ?? null})], now);
	record(
		stored,
		[recordOf('run', {endedAt: now - 100, totalCost: exact ?? null, response: '{}'})],
		now,
	);
	record(stored, [recordOf('run', {endedAt: now - 20, totalCost: rounded ?? null})], now);
	assert.equal(onlyRun(stored).endedAt, now - 100);
	assert.equal(onlyRun(stored).totalCost, '0.30000001');
	assert.equal(findRuns(stored, wholeHistory, new Map()).runs[0]?.wasWatched, true);
});

test('accounts are kept apart', t => {
	const stored = openHistory(t);
	const other = {...stored, account: 'other'};
	record(other, [recordOf('run', {totalCost: parseMoney('5')}), recordOf('theirs')]);
	record(stored, [full]);
	writeVisit(other, now);
	assert.deepEqual(idsOf(other), ['theirs', 'run']);
	assert.deepEqual(onlyRun(stored), full);
	assert.equal(findResponse(other, 'run'), null);
	assert.equal(spentSince(stored, now - 60_000, []), '0.30000001');
	assert.equal(spentSince(other, 0, []), '5');
	assert.equal(readVisit(stored).visitedAt, null);
	assert.equal(sumCosts(stored, {by: 'day', from: 0})[0]?.runs, 1);
});

test('any text is kept, and a run with an impossible id is left out alone', t => {
	const stored = openHistory(t);
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
	record(stored, [recordOf('x'.repeat(257)), recordOf(''), ...records, recordOf('last')], now);
	const {runs, count} = findRuns(stored, wholeHistory, new Map());
	assert.equal(count, strings.length + 1);

	for (const [index, text] of strings.entries()) {
		const run = runs.find(({id}) => id.exact === `run_${index}`);
		const {title, workflowId} = run ?? {};
		assert.deepEqual([title?.exact, workflowId?.exact, run?.reason?.exact], [text, text, text]);
		assert.deepEqual(
			run?.inputs?.map(({key, value}) => [key.exact, value.exact]),
			[[text, text]],
		);
		assert.equal(findResponse(stored, `run_${index}`), JSON.stringify(text));
		const word = text.toLowerCase().slice(0, 100);
		assert.ok(word === '' || idsOf(stored, {words: [word]}).includes(`run_${index}`), text);
	}
});

test('no query of an address is in a record', () => {
	const signed = 'https://cdn.example.com/a/b.png?X-Signature=0123456789abcdef';
	const text = foreignProse(`see ${signed}`);
	const before = watching(['run']);
	const action = polled(
		'run',
		{
			phase: 'failed',
			outputs: [output('image', signed)],
			error: {reason: text, detail: text, engineCode: name(signed), statusCode: null},
		},
		[entry(text.exact, 0, {nodeId: name(signed)})],
	);
	const records = recordsOf(action, stateAfter(before, action), before);
	assert.ok(records[0]?.response?.includes('b.png'));
	assert.doesNotMatch(JSON.stringify(records), /X-Signature|0123456789abcdef/);
});

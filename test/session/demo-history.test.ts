import assert from 'node:assert/strict';
import test from 'node:test';
import {readKeptResponse} from '../../source/api/wire/kept-response.ts';
import type {JsonObject} from '../../source/api/wire/readers.ts';
import {readRunList} from '../../source/api/wire/responses.ts';
import {isFinalPhase} from '../../source/core/execution.ts';
import {wholeHistory} from '../../source/core/history.ts';
import {addMoney, noMoney} from '../../source/core/money/money.ts';
import {account, lastVisitBefore} from '../../source/demo/month.ts';
import type {DemoService} from '../../source/demo/service.ts';
import {orderRecord} from '../../source/features/history/records.ts';
import {fillDemoHistory} from '../../source/session/demo-history.ts';
import {memoryPath} from '../../source/storage/database.ts';
import {findResponse, findRuns} from '../../source/storage/history-queries.ts';
import {recordRun} from '../../source/storage/history-records.ts';
import {readAbsence, sumCosts} from '../../source/storage/history-sums.ts';
import {writeVisit} from '../../source/storage/history-upkeep.ts';
import {startOfDemo, startWithClock} from '../demo/request-api.ts';
import {open} from '../storage/stored.ts';

function wholeList(service: DemoService) {
	return [1, 2, 3, 4].flatMap(page => {
		const data = service.dataOf(`run/list?page=${page}&page_size=100`);
		return readRunList(data as JsonObject).orders;
	});
}

test('the history of the demo has the runs until the last visit, two thirds of them watched, and the sums of the list', async t => {
	const {service} = await startWithClock(t, account(startOfDemo));
	const {storage, troubles} = open(memoryPath);
	t.after(() => storage.close(0));
	const visit = lastVisitBefore(service.startedAt);
	storage.write(writeVisit, visit);
	await fillDemoHistory(service, storage, visit, new AbortController().signal);
	const {runs} = storage.ask(findRuns, wholeHistory, new Map());
	const orders = wholeList(service);
	const known = orders.filter(({createdAt}) => (createdAt ?? 0) < visit);
	assert.deepEqual(
		new Set(runs.map(({order}) => order.id.exact)),
		new Set(known.map(({id}) => id.exact)),
	);
	const watched = runs.filter(({wasWatched}) => wasWatched);
	assert.ok(watched.length > 0.6 * runs.length && watched.length < 0.8 * runs.length);
	assert.ok(
		watched.every(
			({seconds, inputs, endedAt}) => seconds !== null && inputs !== null && endedAt !== null,
		),
	);
	assert.ok(runs.some(({inputs}) => inputs?.some(({value}) => value.exact.includes('雨夜'))));

	const failed = watched.find(({order}) => order.phase === 'failed');
	const text = storage.ask(findResponse, failed?.order.id.exact ?? '');
	const {execution, log} = readKeptResponse(text ?? '');
	assert.equal(execution.error?.reason?.exact, failed?.reason?.exact);
	assert.ok(log.entries.length > 1);

	// The rest of the list, as it is read back at the start of a session.
	const now = service.startedAt + 1000;
	orders.forEach(order => storage.write(recordRun, orderRecord(order), now));
	const sums = storage.ask(sumCosts, {by: 'day', from: null, until: null});
	const total = addMoney(
		...orders
			.filter(({phase}) => isFinalPhase(phase))
			.map(({finalAmount}) => finalAmount ?? noMoney),
	);
	assert.equal(addMoney(...sums.map(({spent}) => spent)), total);
	assert.equal(addMoney(...sums.map(({billed}) => billed)), total);
	assert.ok(sums.length > 28);

	const absence = storage.ask(readAbsence, visit, now);
	const unseen = orders.filter(
		({phase, createdAt}) => isFinalPhase(phase) && (createdAt ?? 0) > visit,
	);
	assert.equal(absence.ended, unseen.length);
	assert.equal(absence.failed, unseen.filter(({phase}) => phase === 'failed').length);
	assert.ok(absence.failed >= 1);
	assert.deepEqual(troubles, []);
});

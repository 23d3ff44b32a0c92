import assert from 'node:assert/strict';
import test from 'node:test';
import {readKeptResponse} from '../../source/api/wire/kept-response.ts';
import {wholeHistory} from '../../source/core/history.ts';
import {demoAccount, sinceLastVisit} from '../../source/demo/month.ts';
import {fillDemoHistory} from '../../source/session/demo-history.ts';
import {memoryPath} from '../../source/storage/database.ts';
import {findResponse, findRuns} from '../../source/storage/history-queries.ts';
import {startWithClock} from '../demo/request-api.ts';
import {open} from '../storage/stored.ts';

test('the history of the demo has the runs until the last visit, two thirds of them watched', async t => {
	const {service} = await startWithClock(t, demoAccount());
	const {storage, troubles} = open(memoryPath);
	t.after(() => storage.close(0));
	const visit = service.startedAt - sinceLastVisit;
	await fillDemoHistory(service, storage, new AbortController().signal);
	const {runs} = storage.query(findRuns, wholeHistory, new Map());
	assert.ok(runs.length > 100);
	assert.ok(runs.every(({createdAt}) => (createdAt ?? 0) < visit));
	const watched = runs.filter(({wasWatched}) => wasWatched);
	assert.ok(watched.length > 0.6 * runs.length && watched.length < 0.8 * runs.length);
	assert.ok(
		watched.every(
			({seconds, inputs, endedAt}) => seconds !== null && inputs !== null && endedAt !== null,
		),
	);
	const failed = watched.find(({phase}) => phase === 'failed');
	const text = storage.query(findResponse, failed?.id.exact ?? '');
	const kept = readKeptResponse(text);
	assert.ok(kept);
	const {execution, log} = kept;
	assert.equal(execution.error?.reason?.exact, failed?.reason?.exact);
	assert.ok(log.entries.length > 1);
	assert.deepEqual(troubles, []);
});

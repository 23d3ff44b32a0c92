import assert from 'node:assert/strict';
import test from 'node:test';
import {openAccount, readLines} from './account.ts';
import {readEvents} from './events.ts';
import {connectAgent, rowsOf} from './mcp-client.ts';
import {failedRun, runEndingIn} from './runs.ts';

// What differs between Node versions, above all SQLite. `.ci/nodes` runs this file on each of them.
test('a watch, ls, cost and an agent share a history', async t => {
	const run = runEndingIn(1500, '雪山');
	const lost = failedRun('Poster');
	const account = await openAccount(t, {runs: [run, lost]});
	const [id = '', lostId = ''] = account.service.runOrderIds;
	const watched = await account.run([id, lostId, '--json', '--interval', '0.2']);
	assert.deepEqual([watched.code, watched.stderr], [1, '']);
	assert.partialDeepStrictEqual(readEvents(watched.stdout).at(-1), {succeeded: 1, failed: 1});

	const listed = await account.run(['ls', '--json']);
	assert.deepEqual([listed.code, listed.stderr], [0, '']);
	assert.deepEqual(
		new Set(readLines(listed.stdout).map(row => row['run_order_id'])),
		new Set([id, lostId]),
	);

	for (const by of ['day', 'workflow', 'status']) {
		const {code, stdout, stderr} = await account.run(['cost', '--by', by, '--json']);
		const runs = readLines(stdout).map(row => Number(row['runs']));
		assert.deepEqual([code, runs.reduce((sum, each) => sum + each, 0)], [0, 2]);
		assert.match(stderr, /^chenyu-top: all 2 ended runs of the account since /);
	}

	await account.service.close();
	const {call} = await connectAgent(t, {
		scenario: {runs: [run, lost]},
		env: account.env,
		port: Number(account.service.origin.port),
	});
	// A shortened id is looked up in the history.
	assert.partialDeepStrictEqual(rowsOf(await call('status', {ids: [lostId.slice(-8)]})), [
		{run_order_id: lostId, status: 'failed'},
	]);
	assert.partialDeepStrictEqual((await call('cost', {by: 'workflow'}))['total'], {runs: 2});
});

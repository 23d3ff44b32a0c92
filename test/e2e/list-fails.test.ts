import assert from 'node:assert/strict';
import {test} from 'node:test';
import {serve} from '../api/loopback.ts';
import {runOn, spawnOn} from './watch.ts';

test('--once without ids ends after a run list that is HTML, and suspects the base URL', async t => {
	const {url} = await serve(t, (_request, response) => response.end('<!doctype html>'));
	const service = {origin: url, runOrderIds: []};
	const {code, stderr, events} = await runOn(service, {args: ['--once', '--json']});
	const [start, ...problems] = events.slice(0, -1);
	assert.deepEqual([code, start?.['event']], [3, 'start']);
	assert.ok(problems.length > 0);

	for (const problem of problems) {
		const expected = {event: 'problem', run_order_id: null, kind: 'malformed', retry_in_ms: null};
		assert.partialDeepStrictEqual(problem, expected);
	}

	const end = {event: 'end', reason: 'gave-up', exit_code: 3};
	assert.partialDeepStrictEqual(events.at(-1), end);
	assert.match(stderr, /^chenyu-top: The list of runs cannot be read [^\n]*base URL[^\n]*\n$/);
});

test('a list that never responds does not delay the end of a named run', async t => {
	const {url} = await serve(t, ({url: path = ''}, response) => {
		if (path.includes('/run/execution')) {
			response.end('{"code":0,"msg":"","data":{"status":"succeeded","workflow_id":"wf_1"}}');
		} else if (!path.includes('/run/list')) {
			response.end('{"code":1}');
		}
	});
	const service = {origin: url, runOrderIds: ['wfrun_a']};
	const {code, events} = await runOn(service, {args: ['--once', '--json']});
	assert.deepEqual([code, events.at(-1)?.['reason']], [0, 'done']);
});

test('a service that repeats its first page for every other page is asked for two pages', async t => {
	const items = Array.from({length: 100}, (_, index) => ({
		run_order_id: `wfrun_${index}`,
		run_status: 'succeeded',
		// In no order, so the newest runs can be on any page.
		created_at: `2026-11-${10 + (index % 7)} 10:00:00`,
	}));
	let lists = 0;
	const {url} = await serve(t, (request, response) => {
		lists += request.url?.includes('/run/list') === true ? 1 : 0;
		response.end(JSON.stringify({code: 0, data: {items, total: 5000}}));
	});
	const given = {origin: url, runOrderIds: []};

	for (const args of [['ls'], ['--once', '--json']]) {
		lists = 0;
		await runOn(given, {args});
		assert.ok(lists > 0 && lists <= 4, `${args.join(' ')}: ${lists} pages`);
	}
});

test('of 1,240 running runs 1,000 are watched, which is said', async t => {
	const items = Array.from({length: 1240}, (_, index) => ({
		run_order_id: `wfrun_${index}`,
		run_status: 'running',
	}));
	const {url} = await serve(t, (request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://localhost');
		const last = 100 * Number(searchParams.get('page'));
		const data = pathname.endsWith('/run/list')
			? {items: items.slice(last - 100, last), total: items.length}
			: {status: 'running'};
		response.end(JSON.stringify({code: 0, data}));
	});
	const {child, exit, stderr} = spawnOn(t, {origin: url, runOrderIds: []}, {args: ['--json']});
	child.stdout.resume();
	child.stderr.once('data', () => child.kill('SIGTERM'));
	assert.equal(
		await stderr,
		'chenyu-top: Not all runs are watched yet: the limit is 1,000, and 240 more wait until others have ended.\n',
	);
	assert.equal(await exit, 143);
});

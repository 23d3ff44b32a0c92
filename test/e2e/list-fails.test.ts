import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import {suite, test, type TestContext} from 'node:test';
import {serve} from '../api/loopback.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {runOn} from './watch.ts';

type Reply = (response: ServerResponse) => unknown;

function reply(status: number, body: string, headers: Record<string, string> = {}): Reply {
	return response => response.writeHead(status, headers).end(body);
}

const html = '<!doctype html><title>Not here</title>';
const notFound = reply(404, html);

/**
 * For each case: the service's reply to a request for the run list, the kind of the problem that the program must
 * report, and true if its message must mention the base URL, which may be wrong.
 */
const replies: Readonly<
	Record<string, readonly [reply: Reply, kind: string, isBaseUrlSuspect?: true]>
> = {
	'404 with HTML': [notFound, 'http', true],
	'200 with HTML': [reply(200, html), 'malformed', true],
	'a redirect': [reply(302, '', {location: '/login'}), 'http', true],
	'a server error': [reply(502, html), 'http'],
	'no response at all': [() => undefined, 'timeout'],
};

async function watchOnce(t: TestContext, respond: Reply, ...args: readonly string[]) {
	const {url} = await serve(t, (_request, response) => {
		respond(response);
	});
	return runOn({origin: url, runOrderIds: []}, {args: ['--once', ...args]});
}

suite('a run list that cannot be read', {concurrency: 4}, () => {
	for (const [name, [respond, kind, isBaseUrlSuspect]] of Object.entries(replies)) {
		test(`--once without ids ends after ${name}`, async t => {
			const {code, stderr, events} = await watchOnce(t, respond, '--json');
			const [start, ...problems] = events.slice(0, -1);
			assert.equal(code, 3);
			assert.equal(start?.['event'], 'start');
			assert.ok(problems.length > 0);

			for (const problem of problems) {
				const expected = {event: 'problem', run_order_id: null, kind, retry_in_ms: null};
				assert.partialDeepStrictEqual(problem, expected);
			}

			const end = {event: 'end', reason: 'gave-up', exit_code: 3};
			assert.partialDeepStrictEqual(events.at(-1), end);
			assert.match(stderr, /^chenyu-top: [^\n]+\n$/);
			assert.doesNotMatch(stderr, /this run|run order id/);

			if (isBaseUrlSuspect === true) {
				assert.match(stderr, /^chenyu-top: The list of runs cannot be read .*base URL.*\n$/);
			}
		});
	}

	test('in plain lines and in Chinese', async t => {
		const {code, stdout, stderr} = await watchOnce(t, notFound, '--plain', '--lang', 'zh');
		assert.deepEqual([code, stderr], [3, '']);
		assert.match(stdout, /无法读取运行列表（.*）.*请检查接口地址/);
		assert.match(stdout, /已放弃/);
	});
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

test('compare and report say why a run could not be read, not that the service does not have it', async t => {
	const {url} = await serve(t, (_request, response) => response.end(html));
	const env = {CHENYU_API_KEY: 'x', XDG_STATE_HOME: temporaryFolder(t)};

	for (const [args, more] of [
		[['compare', 'wfrun_a', 'wfrun_b'], ''],
		[['report', 'wfrun_a', '-o', '-'], /chenyu-top: No run could be read[^\n]+\n/.source],
	] as const) {
		const {code, stdout, stderr} = await runHeadless([...args, '--base-url', url.href], {env});
		assert.deepEqual([code, stdout], [3, '']);
		const sentence =
			'chenyu-top: The run "wfrun_a" could not be read. The response cannot be read: HTML instead of JSON\\. .*base URL.*\\n';
		assert.match(stderr, new RegExp(`^${sentence}${more}$`));
	}
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

	for (const args of [['ls'], ['history', 'sync', '--since', '365d'], ['--once', '--json']]) {
		lists = 0;
		await runOn(given, {args});
		assert.ok(lists > 0 && lists <= 4, `${args.join(' ')}: ${lists} pages`);
	}
});

test('of 1,240 running runs 1,000 are watched, which is said once', async t => {
	const items = Array.from({length: 1240}, (_, index) => ({
		run_order_id: `wfrun_${index}`,
		run_status: 'running',
	}));
	let isListRead = false;
	let isLastPoll = false;
	const polled = new Set<string>();
	let polledAtEnd = 0;
	const {url} = await serve(t, (request, response) => {
		const asked = new URL(request.url ?? '', 'http://localhost');
		const from = (Number(asked.searchParams.get('page')) - 1) * 100;
		const id = asked.searchParams.get('run_order_id');
		// The watch ends after the whole list was read and each of the runs was polled.
		const isEnd = isLastPoll && id === 'wfrun_0';

		if (isEnd) {
			polledAtEnd = polled.size;
		} else if (id !== null) {
			polled.add(id);
		} else if (asked.pathname.endsWith('/run/list')) {
			isListRead ||= from + 100 > items.length;
		}

		isLastPoll ||= isListRead && polled.size >= 1000 && id === 'wfrun_0';
		const data =
			id === null
				? {items: items.slice(from, from + 100), total: items.length}
				: {status: isEnd ? 'succeeded' : 'running'};
		response.end(JSON.stringify({code: 0, data}));
	});
	const args = ['--json', '--interval', '0.2', '--until', 'any'];
	const {stderr} = await runOn({origin: url, runOrderIds: []}, {args});
	assert.equal(polledAtEnd, 1000);
	assert.equal(
		stderr,
		'chenyu-top: Not all runs are watched yet: the limit is 1,000, and 240 more wait until others have ended.\n',
	);
});

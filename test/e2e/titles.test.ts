import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {serve} from '../api/loopback.ts';
import {openOn, runOn, type Watched} from './watch.ts';

const named = 'wfrun_00000000000000000001';
const other = 'wfrun_00000000000000000002';
const created = '2026-05-08T10:00:00Z';

type Account = {
	/** For each page of the run list, the titles by run id. The service never responds to the request for a null page. */
	readonly pages: ReadonlyArray<Readonly<Record<string, string>> | null>;
	/** The title in the response to market/info. If it is undefined, this request fails. */
	readonly market?: string;
	readonly status?: string;
};

async function serveAccount(t: TestContext, {pages, market, status = 'succeeded'}: Account) {
	const requested: string[] = [];
	const {url} = await serve(t, (request, response) => {
		const address = new URL(request.url ?? '', 'http://127.0.0.1');
		requested.push(address.pathname.replace('/api/open/v2/workflow/', '') + address.search);
		const data = dataOf(address);

		if (data !== null) {
			response.end(
				JSON.stringify(data === undefined ? {code: 1, msg: 'no'} : {code: 0, msg: '', data}),
			);
		}
	});

	/** Returns the data of the response to a request. Undefined: the response is an error. Null: there is no response. */
	function dataOf({pathname, searchParams}: URL): unknown {
		if (pathname.endsWith('/run/execution')) {
			return {status, workflow_id: 'wf_1', created_at: created, logs: []};
		}

		if (pathname.endsWith('/market/info')) {
			return market === undefined ? undefined : {title: market, candidate_output_manifest: []};
		}

		if (pathname.endsWith('/run/list')) {
			const page = Number(searchParams.get('page'));
			const titles = pages[page - 1];
			return titles === null
				? null
				: {
						items: Object.entries(titles ?? {}).map(([run_order_id, title]) => ({
							run_order_id,
							title,
							workflow_id: 'wf_1',
							run_status: status,
							created_at: created,
						})),
						total: pages.length * 100,
						page,
						page_size: 100,
					};
		}

		return undefined;
	}

	return {origin: url, runOrderIds: [named], requested};
}

async function titlesOf(
	service: Watched,
	...args: readonly string[]
): Promise<readonly (readonly [unknown, unknown])[]> {
	const {events} = await runOn(service, {args: ['--json', ...args]});
	assert.equal(events.at(-1)?.['reason'], 'done');
	return events
		.filter(({event}) => event === 'run')
		.map(({status, title}) => [status, title] as const);
}

suite('titles from the list of runs', {concurrency: 3}, () => {
	test("a named run has the list's title if market/info does not respond", async t => {
		for (const args of [[], ['--once']]) {
			const service = await serveAccount(t, {pages: [{[named]: '文生图111'}]});
			assert.deepEqual((await titlesOf(service, ...args)).at(-1), ['succeeded', '文生图111']);
			assert.equal(service.requested.filter(path => path.startsWith('run/list')).length, 1);
			assert.match(service.requested[0] ?? '', /^run\/execution/, 'polls are first');
		}
	});

	test('market/info refines the title of the list', async t => {
		const service = await serveAccount(t, {pages: [{[named]: 'old name'}], market: 'new name'});
		assert.deepEqual((await titlesOf(service)).at(-1), ['succeeded', 'new name']);
	});

	test('a list that never responds does not delay the end', async t => {
		const service = await serveAccount(t, {pages: [null]});
		assert.deepEqual(await titlesOf(service, '--once'), [['succeeded', null]]);
	});

	test('the filter finds a named run by its title, and a picked run keeps its title', async t => {
		const service = await serveAccount(t, {
			pages: [{[named]: '文生图111', [other]: 'Portrait'}],
			status: 'running',
		});
		const terminal = openOn(t, service, {columns: 120, rows: 30});
		await terminal.play(
			['', /0001 +文生图111|文生图111/],
			['a', /Portrait/],
			['"Portrait"', screen => !screen.slice(3).join('').includes('文生图111')],
			['enter', /Runs 2/],
			['', /0002 +Portrait|2 Portrait  wfrun_\w*0002/],
			['/ "文生图"', /Runs 1 of 2/],
		);
	});
});

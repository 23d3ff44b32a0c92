import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {readExecution, readRunList} from '../../source/api/wire/responses.ts';
import {systemClock} from '../../source/core/time/clock.ts';
import {errorResponse, jsonResponse, successResponse} from '../../source/demo/responses.ts';
import {sendResponse, simulateService} from '../../source/demo/service.ts';
import {freePort, serve} from '../api/loopback.ts';
import {documentedRun} from '../helpers/documented-run.ts';
import {assertPrinted} from '../helpers/event-schema.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {apiKey, assertKeyless} from './key.ts';

type Data = Readonly<Record<string, unknown>>;
type Respond = (name: string, data: Data) => ReturnType<typeof successResponse>;

const html = {status: 200, headers: {'content-type': 'text/html'}, body: '<html>canary</html>'};

/** Runs `doctor --api` on the documented service, a minute after its run. `respond` gets the end of each path. */
async function compare(
	t: TestContext,
	respond: Respond = (_, data) => successResponse(data),
	args: readonly string[] = [],
) {
	let elapsed = 0;
	const start = Date.UTC(2026, 4, 8, 10);
	const service = simulateService(documentedRun(), {now: () => start + elapsed});
	elapsed = 60_000;
	const requests: string[] = [];
	const {url} = await serve(t, (request, response) => {
		const path = (request.url ?? '').replace('/api/open/v2/', '');
		const {body} = service.respond(new URL(request.url ?? '', 'http://127.0.0.1'));
		const balance = {balance: 12.5, card_balance: '3.00'};
		const {data} = JSON.parse(String(body)) as {readonly data: Data | null};
		requests.push(path);
		sendResponse(response, respond(path.replace(/\?.*/, ''), data ?? balance), systemClock);
	});
	const file = join(temporaryFolder(t), 'page.json');
	const words = ['doctor', '--api', '--base-url', url.href, '-o', file, ...args];
	const result = await runHeadless(words, {env: {CHENYU_API_KEY: apiKey}});
	const page = readFileSync(file, 'utf8');
	assertKeyless(result.stdout + result.stderr + page);
	return {...result, requests, page};
}

/** Responds as documented, but with other fields in the execution. */
function execution(fields: (data: Data) => Data): Respond {
	return (name, data) =>
		successResponse(name.endsWith('execution') ? {...data, ...fields(data)} : data);
}

function entries(fields: (index: number) => Data): readonly Data[] {
	const entry = {at: '2026-05-08T10:00:05Z', event_type: 'progress', level: 'info', message: 'm'};
	return [0, 1, 2].map(index => ({...entry, ...fields(index)}));
}

suite('doctor --api', {concurrency: 4}, () => {
	test('the documented service is as expected, and each endpoint is asked once', async t => {
		// A run can be named by the end of its id, for which the list is read first.
		const {code, stdout, requests} = await compare(t, undefined, ['beff1388']);
		assert.equal(code, 0, stdout);
		assert.match(stdout, /^execution +HTTP 200 .* as expected/m);
		assert.match(stdout, /^All that this program needs is there\.$/m);
		assert.ok(stdout.split('\n').every(line => line.length <= 80));
		const asked = requests.map(path => path.replace(/^(?:workflow\/)?(.*?)(?:\?.*)?$/, '$1'));
		const expected = 'run/list run/list run/execution run/info market/info balance/info';
		assert.equal(asked.join(' '), expected);
	});

	test('what is missing or of another type is named', async t => {
		for (const [respond, said] of [
			[
				execution(({total_cost: totalCost}) => ({total_cost: undefined, totalCost})),
				/^ +execution +total_cost: missing, perhaps now totalCost\.$/m,
			],
			[execution(() => ({total_cost: {amount: '1'}})), /total_cost: object instead of money\./],
			[execution(() => ({progress_percent: '45%'})), /_percent: text "99%" instead of percent\./],
			[execution(() => ({logs: 'a line'})), /logs: text instead of list\./],
			[
				execution(() => ({logs: {rows: []}})),
				/logs: object instead of list \(perhaps logs\.rows\)/,
			],
			[
				execution(() => ({status: undefined, run_status: '中'})),
				/status: missing, perhaps now run_/,
			],
			[(_, data) => successResponse({...data, items: ['a']}), /items\[\]: text instead of obj/],
			[(_, data) => successResponse({page: data}), /total: missing, perhaps now page\.total\./],
			[
				(_, {items, ...data}) => successResponse({...data, item_list: items}),
				/items: missing, perhaps now item_list\.$/m,
			],
			[(_, data) => jsonResponse(200, {code: 0, datas: data}), /data: missing, perhaps now datas/],
			[(_, data) => jsonResponse(200, {code: 200, data}), /^list .* not read: code 200$/m],
			[(_, data) => jsonResponse(200, data), /^list .* not read: JSON that is not a/m],
		] as ReadonlyArray<readonly [Respond, RegExp]>) {
			const {code, stdout} = await compare(t, respond);
			assert.match(stdout, said);
			assert.equal(code, 1, stdout);
			assert.ok(stdout.split('\n').every(line => line.length <= 80));
		}
	});

	test('what is new is named, and is no difference', async t => {
		const {code, stdout} = await compare(
			t,
			execution(() => ({
				status: 'Succeded',
				gpu: 'H20',
				created_at: 1_778_234_400_000,
				logs: entries(() => ({event_type: 'warm_up', level: 'notice', source: 'gpu'})),
			})),
		);
		assert.equal(code, 0, stdout);
		assert.match(stdout, /status: Succeded \(perhaps succeeded\)$/m);
		assert.match(stdout, /logs\[\]\.event_type: warm_up$[^]*logs\[\]\.level: notice$/m);
		assert.match(stdout, /^ +execution +logs\[\]\.source, gpu$/m);
		assert.match(stdout, /^ +times +.*unix ms/m);
	});

	test('other forms that are read, and other statuses, are no difference', async t => {
		const noManifests = {candidate_output_manifest: [], editable_parameter_manifest: []};
		const {code, stdout, requests} = await compare(t, (name, {items, ...data}) =>
			successResponse({
				...data,
				final_amount: null,
				released_amount: null,
				...(Array.isArray(items) && {
					items: items.map((run: Data) => ({...run, final_amount: null})),
				}),
				...(name.endsWith('execution') && {
					workflow_id: 7,
					outputs: 'a text',
					status: '超时',
					error: {},
				}),
				...(name.endsWith('market/info') && {title: 't', ...noManifests}),
			}),
		);
		assert.equal(code, 0, stdout);
		assert.match(stdout, /status counts as not ended:\n +execution +status: 超时$/m);
		assert.ok(requests.includes('workflow/market/info?workflow_id=7'));
	});

	test('a list may be called run_list', async t => {
		const {code, stdout, page} = await compare(t, (_, {items, ...data}) =>
			successResponse(items === undefined ? data : {...data, run_list: items}),
		);
		assert.match(stdout, /^execution +HTTP 200 /m, 'the run of the list');
		assert.doesNotMatch(stdout, /items|run_list/);
		assert.match(page, /"run_status": "succeeded"/);
		assert.equal(code, 0, stdout);
	});

	test('a second log shows that a response has only the end of it', async t => {
		let polls = 0;
		const logs = () => entries(index => ({message: `step ${polls++ < 3 ? index : index + 1}`}));
		const respond = execution(() => ({status: 'running', logs: logs()}));
		const {code, stdout, requests} = await compare(t, respond);
		assert.deepEqual([code, requests.length], [0, 6], stdout);
		assert.match(stdout, /^ +log +each response has only its end$/m);
	});

	test('an endpoint that fails is reported, and the others are asked', async t => {
		const limited = await compare(t, (name, data) =>
			name === 'balance/info' ? errorResponse(403, 'no') : successResponse(data),
		);
		assert.match(limited.stdout, /^balance +HTTP 403 .* not read: HTTP 403, code 403$/m);
		assert.equal(limited.code, 0, 'not every key may ask for the balance');

		for (const [response, said] of [
			[errorResponse(403, 'no'), /^info +HTTP 403 .* not read: HTTP 403, code 403$/m],
			[errorResponse(503, 'no'), /^info +HTTP 503 .* not read: HTTP 503/m],
			[html, /^info +HTTP 200 .* not read: HTML instead of JSON$/m],
			[successResponse(null), /info +data: null, which is not expected/],
		] as const) {
			const {code, stdout, requests} = await compare(t, (name, data) =>
				name === 'workflow/run/info' ? response : successResponse(data),
			);
			assert.match(stdout, said);
			assert.match(stdout, /^balance +HTTP 200 .* as expected/m);
			assert.deepEqual([code, requests.length], [1, 5]);
		}
	});

	test('a service that cannot be asked is exit code 3', async t => {
		for (const response of [errorResponse(401, 'no'), html]) {
			const {code, stdout, stderr} = await compare(t, () => response);
			assert.deepEqual([code, stdout], [3, '']);
			assert.match(stderr, /^chenyu-top: The (service refused the API key|list of runs cannot)/);
		}

		const url = `http://127.0.0.1:${await freePort()}`;
		const env = {CHENYU_API_KEY: apiKey};
		const {code, stderr} = await runHeadless(['doctor', '--api', '--base-url', url], {env});
		assert.match(code + stderr, /^3chenyu-top: The service cannot be reached: [^\n]*\n$/);
	});

	test('a short Retry-After is obeyed, and its header is reported', async t => {
		let count = 0;
		const {code, stdout, requests} = await compare(t, (_, data) =>
			count++ % 2 === 0
				? errorResponse(429, 'slow', {'retry-after': '0'})
				: jsonResponse(200, {code: 0, data}, {'x-ratelimit-limit': '5', ratelimit: '"me";r=5'}),
		);
		assert.match(stdout, /^ +limits +x-ratelimit-limit: 5\n +limits +ratelimit: "…";r=5$/m);
		assert.deepEqual([code, requests.length], [0, 10]);
	});

	test('an account without runs: only the list and the balance are compared', async t => {
		const {code, stdout, requests} = await compare(t, (_, data) =>
			successResponse('items' in data ? {...data, items: []} : data),
		);
		assert.match(stdout, /^No run was compared/m);
		assert.doesNotMatch(stdout, /All that this program needs/);
		assert.deepEqual([code, requests.length], [0, 2]);
	});

	test('the page has no text, link or id, and the program can read it', async t => {
		const canary = 'canary prompt';
		const link = 'https://canary.example/canary.PNG?expires=1999999999&signature=canary';
		const secrets = {remark: canary, canary_1: [canary, link], [canary]: {phone: 13_800_001_111}};
		const {page, stdout} = await compare(t, (name, data) =>
			jsonResponse(200, {
				code: 0,
				msg: canary,
				data: {
					...data,
					...secrets,
					title: canary,
					...(name.endsWith('execution') && {
						status: 'failed',
						logs: entries(() => ({message: canary, node_id: canary, ...secrets})),
						outputs: {n9_images: [{url: link, filename: 'canary.png'}], n10_text: canary},
						error: {reason: canary, detail: canary, engine_code: canary, status_code: 500},
					}),
					...(name.endsWith('run/info') && {inputs: {n6_text: canary}, error_message: canary}),
					...(name.endsWith('market/info') && {
						editable_parameter_manifest: [{key: 'n6_text', display_name: canary}],
					}),
				},
			}),
		);
		assert.doesNotMatch(page.replaceAll('"canary_1"', '').replaceAll('.canary_1', ''), /canary/);
		assert.doesNotMatch(page, /文生图|signature|1999999999|13800001111|wfrun_3|task_1/);
		assert.match(stdout, /page\.json has the responses/);
		const {responses} = JSON.parse(page) as {readonly responses: readonly {body: {data: Data}}[]};
		const [list, run] = responses.map(({body}) => body.data);
		assert.equal(readRunList(list ?? {}).orders[0]?.title?.exact, 'text of length 6');
		const {execution: read, logs} = readExecution(run);
		assert.deepEqual([read.phase, read.outputs[0]?.kind, logs.length], ['failed', 'image', 3]);
		assert.equal(read.workflowId?.exact, readRunList(list ?? {}).orders[0]?.workflowId?.exact);
	});

	test('a page is written of a response with 100,000 levels', async t => {
		const deep = '['.repeat(100_000) + ']'.repeat(100_000);
		const bodyOf = (data: Data) => JSON.stringify({code: 0, data: {...data, deep: 0}});
		const {page} = await compare(t, (_, data) => ({
			...html,
			body: bodyOf(data).replace('"deep":0', `"deep":${deep}`),
		}));
		assert.match(page, /"deep": \[/);
	});

	test('--demo is as expected, and --json is what the schema says', async () => {
		const {code, stdout} = await runHeadless(['doctor', '--api', '--demo', '--json']);
		assertPrinted('api-result', JSON.parse(stdout));
		assert.equal(code, 0, stdout);
	});
});

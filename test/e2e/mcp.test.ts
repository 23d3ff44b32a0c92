import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {suite, test} from 'node:test';
import {invisiblePattern} from '../../source/core/text/json-text.ts';
import {hostile} from '../helpers/hostile-scenario.ts';
import {manyRuns} from '../helpers/picture-run.ts';
import {node, program, temporaryFolder, testEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {createTokenBucket} from '../helpers/script.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {readLines} from './account.ts';
import {connectAgent, rowsOf} from './mcp-client.ts';
import {failedRun, finishedRun, queuedRun, runEndingIn} from './runs.ts';

const done = finishedRun('雪山', [
	{key: 'n9_images', file: 'portrait.png', signedFor: 3_600_000},
	{key: 'n10_text', value: 'first line\nsecond line'},
]);
const failed = {...failedRun('雪山'), id: 'wfrun_0badc0de0badc0de0bad', workflow: done.workflow};
const waiting = queuedRun('In the queue');
const endless = {
	...finishedRun('Endless'),
	nodes: done.nodes.map(each => ({...each, ms: each.ms * 1000})),
};

suite('an agent', {concurrency: 2}, () => {
	test('finds runs, and asks for status, log, outputs, cost and the difference of two', async t => {
		const {client, call, service} = await connectAgent(t, {
			scenario: {runs: [done, failed, waiting]},
		});
		const {tools} = await client.listTools();
		assert.deepEqual(
			tools.map(({name}) => name),
			['list', 'cost', 'compare', 'status', 'wait', 'log', 'outputs'],
		);
		assert.ok(tools.every(({annotations}) => annotations?.readOnlyHint === true));
		assert.ok(tools.every(({title}) => title !== undefined && /^[A-Z][a-z ]+$/.test(title)));
		// What they cost an agent before the first call. Models seldom get the schemas of results.
		const given = tools.map(({outputSchema: _schema, ...tool}) => tool);
		assert.ok(JSON.stringify(given).length < 9000);
		assert.ok(JSON.stringify(tools).length < 18_000);
		const rows = tools.map(({outputSchema: {properties = {}} = {}}) =>
			Object.values(properties).find(({type}: {type?: unknown}) => type === 'array'),
		);
		assert.partialDeepStrictEqual(rows[0], {items: {properties: {final_amount: {type: 'number'}}}});
		assert.ok(rows.every(row => JSON.stringify(row).includes('"properties"')));

		const listed = rowsOf(await call('list', {status: 'failed'}));
		assert.partialDeepStrictEqual(listed, [
			{run_order_id: failed.id, title: '雪山', status: 'failed', final_amount: 0.0002878},
		]);
		assert.equal(listed.length, 1);

		// A part of an id is enough.
		const ids = [failed.id.slice(-8), done.id, waiting.id];
		assert.partialDeepStrictEqual(rowsOf(await call('status', {ids})), [
			{
				run_order_id: failed.id,
				ended: true,
				title: '雪山',
				reason: 'Out of memory',
				engine_code: 'OOM',
				failed_node: '3',
				total_cost: 0.0002878,
			},
			{run_order_id: done.id, ended: true, status: 'succeeded', outputs: 2},
			{run_order_id: waiting.id, ended: false, status: 'queued', queue_position: 3},
		]);

		const errors = await call('log', {id: failed.id, errors_only: true});
		assert.partialDeepStrictEqual(rowsOf(errors, 'entries'), [{level: 'error', node_id: '3'}]);
		const newest = await call('log', {id: done.id, tail: 2});
		const [before, last] = rowsOf(newest, 'entries');
		assert.deepEqual(last?.['n'], newest['log_entries']);
		assert.match(String(newest['notes']), /^At least \d+ more left out: ask with before, /);
		const earlier = await call('log', {id: done.id, tail: 1, before: before?.['n']});
		assert.equal(rowsOf(earlier, 'entries')[0]?.['n'], Number(before?.['n']) - 1);
		const found = await call('log', {id: done.id, search: 'VAEDECODE'});
		assert.ok(rowsOf(found, 'entries').every(({message}) => /VAEDecode/.test(String(message))));
		assert.ok(Number(found['matching']) > 0);

		const [picture, text] = rowsOf(await call('outputs', {id: done.id}), 'outputs');
		assert.match(String(picture?.['value']), /^http.*portrait\.png\?.*signature=/);
		assert.equal(picture?.['has_expired'], false);
		assert.match(String(picture?.['expires_at']), /^\d{4}-.*Z$/);
		assert.partialDeepStrictEqual(text, {kind: 'text', value: 'first line\nsecond line'});

		const cost = await call('cost', {by: 'status', since: '7d'});
		assert.partialDeepStrictEqual(cost['total'], {runs: 2, failed: 1, spent: '0.0005756'});
		assert.match(String(cost['notes']), /all 2 ended runs of the account since \d{4}-/);

		const comparison = await call('compare', {a: done.id, b: failed.id});
		assert.deepEqual(rowsOf(comparison, 'run').find(({name}) => name === 'status')?.['values'], [
			'succeeded',
			'failed',
		]);
		assert.equal(comparison['log_state'], 'differ');
		assert.ok(service.recorded.every(({method}) => method === 'GET'));
	});

	test('waits for ends with progress, and polls only then', async t => {
		const soon = runEndingIn(1500, 'Soon');
		const later = runEndingIn(3500, 'Later');
		const {call, service} = await connectAgent(t, {scenario: {runs: [soon, later, endless]}});
		const polls = (id: string) =>
			service.recorded.filter(({path}) => path.includes(`/execution?run_order_id=${id}`)).length;
		const messages: string[] = [];
		let latest = -1;
		const first = await call(
			'wait',
			{ids: [soon.id, endless.id], until: 'any'},
			{
				onprogress({progress, total, message = ''}) {
					assert.ok(progress > latest && total === 50);
					latest = progress;
					messages.push(message);
				},
			},
		);
		assert.equal(first['reason'], 'done');
		assert.partialDeepStrictEqual(rowsOf(first), [
			{run_order_id: soon.id, ended: true, status: 'succeeded'},
			{run_order_id: endless.id, ended: false},
		]);
		assert.match(messages[0] ?? '', /2 running/);
		const before = polls(endless.id);
		assert.equal((await call('wait', {ids: [later.id]}))['reason'], 'done');
		assert.ok(before > 1, String(before));
		// One may have been in flight.
		assert.ok(polls(endless.id) <= before + 1, 'nobody asks about it any more');

		const late = await call('wait', {ids: [endless.id], timeout_sec: 1});
		assert.equal(late['reason'], 'timeout');
		assert.match(String(late['notes']), /call wait again/);
	});

	test('cancels a call, which ends its polls; later calls work', async t => {
		const ending = runEndingIn(1500, 'Ending');
		const {call, service} = await connectAgent(t, {scenario: {runs: [endless, ending]}});
		const polls = () =>
			service.recorded.filter(({path}) => path.includes(`run_order_id=${endless.id}`)).length;
		const stop = new AbortController();
		const canceled = call(
			'wait',
			{ids: [endless.id]},
			{signal: stop.signal, onprogress: () => stop.abort()},
		);
		await assert.rejects(canceled);
		// The server has read the cancellation before this call.
		await call('status', {ids: [ending.id]});
		const before = polls();
		await call('wait', {ids: [ending.id]});
		assert.ok(polls() <= before + 1);
	});

	test('hears in a sentence what is wrong, and what to do', async t => {
		const {call, service} = await connectAgent(t, {scenario: {runs: [done, waiting]}});
		const wrong = async (name: string, input: Readonly<Record<string, unknown>>) => {
			const {isError, text} = await call(name, input);
			assert.ok(isError, text);
			return text;
		};
		assert.match(
			await wrong('status', {ids: ['wfrun_none']}),
			/^Neither the service nor the history has the run "wfrun_none"\. Check its id with list\./,
		);
		assert.match(await wrong('wait', {ids: ['zzzz']}), /^No known run has the id "zzzz"/);
		assert.match(
			await wrong('list', {status: 'faild'}),
			/^--status cannot be "faild"\. Did you mean failed\?/,
		);
		assert.match(await wrong('log', {id: 'wfrun_\u202Enone'}), /has the run "wfrun_/);
		assert.match(
			await wrong('compare', {a: done.id, b: done.id.slice(-8)}),
			/two different run order ids/,
		);
		assert.match(
			await wrong('list', {since: 'tomorrow'}),
			/^since cannot be "tomorrow"\. Use a duration like/,
		);
		assert.match(await wrong('status', {ids: []}), /ids/);
		assert.match(await wrong('log', {id: done.id, tail: 0}), /tail/);
		// One of several is no error.
		const both = rowsOf(await call('status', {ids: [done.id, 'wfrun_none']}));
		assert.match(String(both[1]?.['problem']), /^Neither/);
		await service.close();
		assert.match(await wrong('list', {}), /^The service cannot be reached/);
	});

	test('without a key, and with a refused one, each tool says what is wrong; the next call tries again', async t => {
		for (const [key, sentence, requests] of [
			[undefined, /There is no API key.*CHENYU_API_KEY/, 0],
			['cy_another_key_0123456789', /^The service refused the API key.* Then call again/, 6],
		] as const) {
			const {call, service, stderr} = await connectAgent(t, {
				scenario: {runs: [waiting]},
				env: {CHENYU_API_KEY: key},
			});

			for (const [name, input] of [
				['status', {ids: [waiting.id]}],
				['list', {}],
				['cost', {}],
			] as const) {
				const {isError, text} = await call(name, input);
				assert.ok(isError && (key === undefined || !text.includes(key)));
				assert.match(text, sentence);
			}

			assert.deepEqual([service.recorded.length, stderr()], [requests, '']);
		}
	});

	test('the requests of all calls share one rate limit, and are sent again', async t => {
		const scenario = {...manyRuns(12), limit: () => createTokenBucket(() => 8)};
		const {call, service} = await connectAgent(t, {scenario});
		const listed = rowsOf(await call('list'));
		const ids = listed.map(({run_order_id: id}) => id);
		const [some, others, cost] = await Promise.all([
			call('status', {ids: ids.slice(0, 6)}),
			call('status', {ids: ids.slice(6)}),
			call('cost'),
		]);
		assert.ok([...rowsOf(some), ...rowsOf(others)].every(({status}) => status !== undefined));
		assert.equal(cost.isError, false);
		assert.ok(service.recorded.length > 15, 'no request was refused');
	});

	test('hostile texts reach it without control characters, and cut', async t => {
		const scenario = hostile();
		const {call} = await connectAgent(t, {scenario});
		assert.ok(rowsOf(await call('list', {max_bytes: 50_000})).length > 10);

		for (const {id} of scenario.runs) {
			// `call` checks all texts of the results.
			await call('status', {ids: [id]});
			await call('outputs', {id});
			const entries = rowsOf(await call('log', {id, tail: 5}), 'entries');
			assert.ok(entries.length > 0);
		}

		const [run] = scenario.runs;
		const long = await call('log', {id: run?.id, search: 'long 0123'});
		assert.match(String(rowsOf(long, 'entries')[0]?.['message']), /…\[\d{5,6} more characters\]$/);
	});

	test('a run that the service has forgotten comes from the history', async t => {
		const state = temporaryFolder(t);
		const env = {XDG_STATE_HOME: state};
		const before = await connectAgent(t, {scenario: {runs: [done, failed]}, env});
		await call(before);
		await before.client.close();
		const database = new DatabaseSync(join(state, 'chenyu-top', 'state.db'));
		const saved = database.prepare("SELECT * FROM saved WHERE kind = 'watched'").all();
		database.close();
		assert.deepEqual(saved, []);
		await before.service.close();
		const port = Number(before.service.origin.port);
		const after = await connectAgent(t, {scenario: {runs: [done]}, env, port});
		const result = await call(after);
		assert.partialDeepStrictEqual(rowsOf(result), [
			{run_order_id: failed.id, status: 'failed', reason: 'Out of memory', from_history: true},
		]);
		const log = await after.call('log', {id: failed.id, errors_only: true});
		assert.equal(rowsOf(log, 'entries').length, 1);
		assert.match(String(log['notes']), /from the history/);

		async function call(agent: Awaited<ReturnType<typeof connectAgent>>) {
			return agent.call('wait', {ids: [failed.id, done.id]});
		}
	});
});

suite('the MCP server', {concurrency: 2}, () => {
	const request = (id: number, method: string, params: object) =>
		`${JSON.stringify({jsonrpc: '2.0', id, method, params})}\n`;
	const hello = request(1, 'initialize', {
		protocolVersion: '2025-06-18',
		capabilities: {},
		clientInfo: {name: 'test', version: '1'},
	});

	for (const [how, expected] of [
		['stdin', [0, null]],
		['SIGTERM', [143, null]],
	] as const) {
		test(`ends at ${how} while a call waits; stdout has only messages`, async () => {
			const child = spawn(node, [program(), 'mcp', '--demo'], {env: testEnvironment({})});
			let stdout = '';
			let stderr = '';
			child.stderr.on('data', (chunk: Buffer) => {
				stderr += chunk.toString();
			});
			child.stdout.on('data', (chunk: Buffer) => {
				stdout += chunk.toString();

				if (stdout.includes('notifications/progress')) {
					if (how === 'stdin') {
						child.stdin.end();
					} else {
						child.kill(how);
					}
				}
			});
			child.stdin.write(hello);
			child.stdin.write(
				request(2, 'tools/call', {
					name: 'wait',
					arguments: {ids: ['wfrun_none']},
					_meta: {progressToken: 1},
				}),
			);
			assert.deepEqual(await once(child, 'close'), expected, stderr);
			assert.equal(stderr, '');
			const messages = stdout
				.trimEnd()
				.split('\n')
				.map(line => JSON.parse(line) as object);
			assert.partialDeepStrictEqual(messages[0], {
				id: 1,
				result: {serverInfo: {name: 'chenyu-top'}},
			});
			assert.doesNotMatch(stdout.replaceAll('\n', ''), invisiblePattern);
		});
	}

	test('in a terminal it says what it waits for, and ends at ctrl+d', async t => {
		const terminal = openTerminal(t, {args: ['mcp', '--demo']});
		await terminal.waitFor('This is an MCP server');
		terminal.press('ctrl+d');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});

	test('answers what is no message with an error, and goes on', async () => {
		const ping = request(9, 'ping', {});
		const input = [
			hello,
			'no JSON\n',
			ping.replace('2.0', '1.0'),
			'[]\n',
			`"${'x'.repeat(11_000_000)}"\n`,
			ping,
		].join('');
		const {code, stdout, stderr} = await runHeadless(['mcp', '--demo'], {input});
		assert.deepEqual([code, stderr], [0, '']);
		assert.partialDeepStrictEqual(
			readLines(stdout).filter(({id}) => id !== 1),
			[
				{id: null, error: {code: -32_700}},
				{id: null, error: {code: -32_600}},
				{id: null, error: {code: -32_600}},
				{id: null, error: {code: -32_600}},
				{id: 9, result: {}},
			],
		);
	});
});

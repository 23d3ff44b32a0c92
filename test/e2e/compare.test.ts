import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {RunScript} from '../helpers/script.ts';
import {openAccount} from './account.ts';
import {assertMatches} from './assert-output.ts';
import {assertStraightSides} from './frame.ts';
import {failedRun, finishedRun} from './runs.ts';
import {copiedText, leave, watchOnScreen} from './watch.ts';

type Rows = ReadonlyArray<{readonly name: string; readonly values: readonly unknown[]}>;

/** Two runs of one workflow. The second takes three times as long, costs more, and fails. */
function twins(): readonly [RunScript, RunScript] {
	const fast = {
		...finishedRun('文生图'),
		inputs: {n6_text: '雨夜', n3_seed: 1, n3_steps: 20},
		computeCost: 0.1,
	};
	return [
		fast,
		{
			...fast,
			id: `${fast.id}b`,
			nodes: fast.nodes.map(node => ({...node, ms: node.ms * 3})),
			createdAt: -60_000,
			inputs: {n6_text: '雪山', n3_seed: 1, n3_steps: 20},
			computeCost: 0.300_000_01,
			ending: failedRun('文生图').ending,
		},
	];
}

test('with two marked runs = compares them; y copies the comparison', async t => {
	const {terminal} = await watchOnScreen(t, {
		scenario: {runs: twins()},
		columns: 80,
		rows: 24,
	});
	await terminal.play(
		['', /✗ 雪山[^]*✓ 雨夜/],
		['g', '▸✗ 雪山'],
		['=', /▸Two runs compared[^]*state +✓ succeeded +✗ failed/],
		['=', '▸1 Runs 2'],
		['space space', '2 marked'],
		['=', /▸Two runs compared[^]*state +✓ succeeded +✗ failed[^]*Inputs {2}1 differ, 2 the same/],
		['ctrl+d', /n6_text +A 雨夜[^]*B 雪山[^]*Nodes {2}on a scale of \d/],
	);
	assertStraightSides(terminal, 80, 24);
	await terminal.play(
		['G', /Log {2}different from entry \d+ on[^]*A n3[^]*B E n3/],
		['y', 'copied the comparison'],
	);
	const text = copiedText(terminal);
	assertMatches(text, [
		/^## Two runs compared\n\n\*\*Run\*\*/,
		/\| state \| `succeeded` \| `failed` \| {2}\|/,
		/\| `n6_text` \| `雨夜` \| `雪山` \| {2}\|/,
	]);
	await terminal.play(['=', '▸1 Runs 2']);
	await leave(terminal);
});

suite('chenyu-top compare', {concurrency: 2}, () => {
	test('a run that the service has forgotten comes from the history; JSON is the same in every language', async t => {
		const [fast, slow] = twins();
		const before = await openAccount(t, {runs: [fast, slow]});
		const args = ['compare', fast.id, slow.id];
		const watched = await before.run(['--plain', '--once', fast.id, slow.id]);
		assert.equal(watched.code, 1, watched.stderr);
		const whole = await before.run([...args, '--json']);
		assert.deepEqual([whole.code, whole.stderr], [0, '']);
		const json = JSON.parse(whole.stdout) as Readonly<Record<string, Rows>>;
		const rowOf = (section: string, name: string) => json[section]?.find(row => row.name === name);
		assert.deepEqual(rowOf('inputs', 'n6_text'), {
			name: 'n6_text',
			values: ['雨夜', '雪山'],
			difference: null,
		});
		assert.deepEqual(rowOf('run', 'status'), {
			name: 'status',
			values: ['succeeded', 'failed'],
			difference: null,
		});
		assert.equal(json['same_inputs'], 2);
		assert.equal(json['log_state'], 'differ');
		assert.equal((await before.run([...args, '--json', '--lang=zh'])).stdout, whole.stdout);
		await before.service.close();

		const offline = await before.run([...args, '--json']);
		assert.equal(offline.code, 3);
		assert.match(offline.stderr, /^chenyu-top: [^\n]*ECONNREFUSED[^\n]*\n$/);
		const remembered = JSON.parse(offline.stdout) as typeof json;

		for (const section of ['run', 'nodes', 'outputs', 'log']) {
			assert.deepEqual(remembered[section], json[section], section);
		}

		const after = await openAccount(t, {runs: [fast]}, before);
		const kept = await after.run([...args, '--json']);
		assert.equal(kept.code, 0, kept.stderr);
		const again = JSON.parse(kept.stdout) as typeof json;

		// The first run was created again.
		for (const section of ['run', 'nodes', 'outputs', 'log']) {
			const second = (rows: Rows | undefined) => rows?.map(({name, values}) => [name, values[1]]);
			assert.deepEqual(second(again[section]), second(json[section]), section);
		}

		// The first comparison has kept the inputs that it requested.
		assert.equal(again['same_inputs'], 2);
		// Shortened ids of a run that the service has, and of one that only the history has.
		const short = [fast.id, slow.id].map(id => id.slice(-6));
		const text = await after.run(['compare', ...short, '--lang=zh']);
		assertMatches(text.stdout, [
			/^运行 +A +B +差值\n/,
			/\n状态 +✓ 成功 +✗ 失败\n/,
			/\n节点 {2}同一时间轴/,
		]);
	});
});

import assert from 'node:assert/strict';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {wholeHistory} from '../../source/core/history.ts';
import {HistoryError, type Storage} from '../../source/storage/storage.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {now, recordOf} from './history.ts';
import {bundleWriter, connectTo, open, watchedIn, write} from './stored.ts';

async function idsIn(storage: Storage): Promise<readonly string[]> {
	const {runs} = await storage.history('findRuns', wholeHistory);
	return runs.map(({order}) => order.id.exact);
}

/** Returns the runs that a start of the program finds. */
async function recordedIn(folder: string): Promise<readonly string[]> {
	const {storage, troubles} = await open(folder);
	const ids = await idsIn(storage);
	assert.equal(await storage.close(), null);
	assert.deepEqual(troubles, []);
	return ids;
}

test('the history is asked after what was recorded before, and the next start finds it', async t => {
	const folder = temporaryFolder(t);
	const {storage} = await open(folder);
	assert.deepEqual(await idsIn(storage), []);
	storage.record([recordOf('a', {response: '{"é":1}'})], now);
	storage.record([recordOf('b')], now);
	assert.deepEqual(await idsIn(storage), ['b', 'a']);
	assert.equal(await storage.history('response', 'a'), '{"é":1}');
	storage.record([recordOf('c')], now);
	assert.equal(await storage.close(), null);
	assert.deepEqual(readdirSync(folder), ['state.db'], 'J5: nothing else is left');
	assert.deepEqual(await recordedIn(folder), ['c', 'b', 'a']);
});

test('J1: processes that record and save at once lose nothing', {timeout: 60_000}, async t => {
	const folder = temporaryFolder(t);
	const writer = await bundleWriter(t);
	const names = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
	const [recorded] = await Promise.all([
		Promise.all(names.map(async each => write(writer, folder, each, 20, {kind: 'history'}))),
		Promise.all(names.slice(4).map(async each => write(writer, folder, each, 20))),
	]);
	const expected = names.flatMap(each =>
		Array.from({length: 20}, (_, index) => `${each}-${index}`),
	);
	assert.deepEqual(recorded.flat().toSorted(), expected.toSorted());
	assert.deepEqual((await recordedIn(folder)).toSorted(), expected.toSorted());
	assert.equal((await watchedIn(folder)).length, 2 * 10);
	assert.deepEqual(readdirSync(folder), ['state.db']);
});

test(
	'J2: a process that is killed at any moment leaves the runs that it reported as stored',
	{timeout: 60_000},
	async t => {
		const folder = temporaryFolder(t);
		const writer = await bundleWriter(t);
		const reported: string[] = [];

		for (let round = 1; round <= 5; round++) {
			const options = {kind: 'history', killAfter: round * 5} as const;
			reported.push(...(await write(writer, folder, `k${round}`, 500, options)));
			const found = new Set(await recordedIn(folder));
			assert.deepEqual(
				reported.filter(id => !found.has(id)),
				[],
			);
		}

		const {storage} = await open(folder);
		const last = reported.at(-1) ?? '';
		assert.match(
			(await storage.history('response', last)) ?? '',
			new RegExp(`^{"id":"${last}","text":"x{3000}"}$`),
		);
		await storage.close();
	},
);

test('a history in the memory leaves no file and ends with the session', async () => {
	const {storage, troubles} = await open(':memory:');
	storage.record([recordOf('a', {inputs: [{key: 'k', value: '雨夜'}]})], now);
	assert.equal((await storage.history('findRuns', {...wholeHistory, words: ['雨夜']})).count, 1);
	assert.equal(await storage.close(), null);
	assert.deepEqual(troubles, []);
	assert.ok(!readdirSync('.').some(file => file.startsWith(':memory:')));
	assert.deepEqual(await recordedIn(':memory:'), []);
});

test('J5, J6: a run that could not be recorded is reported at once and at the end, other runs are recorded', async t => {
	let failing = true;
	const recorded: unknown[] = [];
	const connect = connectTo(async (_, records) => {
		if (failing) {
			throw new Error('database or disk is full');
		}

		recorded.push(records);
	});
	const {storage, troubles} = await open(temporaryFolder(t), {connect});
	storage.record([recordOf('a')], now);
	storage.record([recordOf('b')], now);
	await storage.flushed();
	const problem = {kind: 'not-saved', why: 'database or disk is full'};
	assert.deepEqual(troubles, [problem]);
	failing = false;
	storage.record([recordOf('c')], now);
	assert.deepEqual(await storage.close(), problem);
	assert.deepEqual(recorded, [[recordOf('c')]]);

	failing = true;
	const later = await open(temporaryFolder(t), {connect, isStart: false});
	failing = false;
	later.storage.record([recordOf('d')], now);
	assert.equal(await later.storage.close(), null, 'only the start failed');
	const homeless = await open(null);
	homeless.storage.record([recordOf('a')], now);
	await assert.rejects(idsIn(homeless.storage), HistoryError);
	assert.deepEqual(await homeless.storage.close(), {kind: 'not-saved', why: 'no HOME'});
});

test(
	'runs beyond the limits are removed after the first record while calls are served, and the file shrinks',
	{timeout: 60_000},
	async t => {
		const folder = temporaryFolder(t);
		const first = await open(folder);
		const response = (index: number) =>
			Array.from({length: 400}, (_, place) => Math.sin(index + place)).join();
		first.storage.record(
			Array.from({length: 1000}, (_, index) =>
				recordOf(`run_${index}`, {endedAt: now - index, response: response(index)}),
			),
			now,
		);
		// The end of a session does not wait for so much.
		await first.storage.flushed();
		assert.equal(await first.storage.close(), null);
		const before = statSync(join(folder, 'state.db')).size;
		const limits = {days: 90, bytes: before / 4};
		const {storage, troubles} = await open(folder, {limits});
		storage.record([recordOf('newest', {endedAt: now + 1})], now);
		let count = Infinity;

		while (count > 250 && !t.signal.aborted) {
			({count} = await storage.history('findRuns', {...wholeHistory, limit: 1}));
		}

		await storage.history('prune', now);
		assert.equal((await idsIn(storage))[0], 'newest');
		assert.equal(await storage.close(), null);
		assert.deepEqual(troubles, []);
		assert.ok(statSync(join(folder, 'state.db')).size <= limits.bytes);
	},
);

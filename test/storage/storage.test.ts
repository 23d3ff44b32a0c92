import assert from 'node:assert/strict';
import {execFile, execFileSync} from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import test from 'node:test';
import {promisify} from 'node:util';
import {wholeHistory} from '../../source/core/history.ts';
import {findResponse, findRuns} from '../../source/storage/history-queries.ts';
import {recordRun} from '../../source/storage/history-records.ts';
import {readVisit} from '../../source/storage/history-upkeep.ts';
import {HistoryError, type Storage} from '../../source/storage/storage.ts';
import {withoutTools} from '../commands/tool.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {assertKeyless} from '../helpers/keyless.ts';
import {node, temporaryFolder, type Scope} from '../helpers/program.ts';
import {now, recordOf} from './history.ts';
import {account, add, addIn, open, watchedIn} from './stored.ts';

function idsIn(storage: Storage): readonly string[] {
	return storage.query(findRuns, wholeHistory, new Map()).runs.map(({id}) => id.exact);
}

/** Another process that keeps the file locked until `unlock`. */
function lock(t: Scope, folder: string) {
	const database = new DatabaseSync(join(folder, 'state.db'));
	t.after(() => database.close());
	database.exec('BEGIN IMMEDIATE');
	return {unlock: () => database.exec('COMMIT')};
}

test('the next start finds the changes, in a file that only its owner can read, without the key', t => {
	const folder = join(temporaryFolder(t), 'deep', 'chenyu-top');
	const {storage, troubles} = open(folder);
	add(storage, 'wfrun_1');
	storage.write(recordRun, recordOf('a', {response: '{"é":1}'}), now);
	storage.write(recordRun, recordOf('b'), now);
	assert.deepEqual(idsIn(storage), ['b', 'a'], 'what was written before is found');

	for (const name of readdirSync(folder)) {
		assert.match(name, /^state\.db(-wal|-shm)?$/);
		assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
		assertKeyless(readFileSync(join(folder, name), 'latin1'), account.key, name);
	}

	assert.equal(statSync(folder).mode & 0o777, 0o700);
	storage.write(recordRun, recordOf('c'), now);
	assert.equal(storage.close(0), null);
	storage.write(recordRun, recordOf('late'), now);
	assert.throws(() => storage.query(readVisit), HistoryError);
	assert.deepEqual(troubles, []);
	assert.deepEqual(readdirSync(folder), ['state.db'], 'nothing else is left');
	assertKeyless(readFileSync(join(folder, 'state.db'), 'latin1'), account.key, 'the file');
	assert.deepEqual(watchedIn(folder), ['wfrun_1']);
	const next = open(folder);
	assert.deepEqual(idsIn(next.storage), ['c', 'b', 'a']);
	assert.equal(next.storage.query(findResponse, 'a'), '{"é":1}');
	next.storage.close(0);
});

test('what is written while another process writes stays in memory, and is tried again', t => {
	const folder = temporaryFolder(t);
	const clock = new FakeClock();
	const {storage, troubles} = open(folder, {clock});
	const {unlock} = lock(t, folder);
	add(storage, 'wfrun_1');
	storage.write(recordRun, recordOf('a'), now);
	const {mock} = t.mock.method(DatabaseSync.prototype, 'exec');
	clock.advance(100);
	const timeouts = mock.calls.flatMap(
		({arguments: [sql]}) => /busy_timeout = (\d+)/.exec(sql)?.[1] ?? [],
	);
	assert.deepEqual(new Set(timeouts), new Set(['50']), 'a key does not wait long');
	assert.deepEqual(idsIn(storage), []);
	assert.deepEqual(watchedIn(folder), [], 'a start does not wait');
	unlock();
	clock.advance(500);
	assert.deepEqual(watchedIn(folder), ['wfrun_1']);
	assert.deepEqual(idsIn(storage), ['a']);
	assert.equal(storage.close(0), null);
	assert.deepEqual(troubles, []);
});

/** Runs a process that records runs one by one, and prints each id when it is written. Stops at the first problem. */
async function write(folder: string, name: string, count: number, command: readonly string[] = []) {
	const script = `
		import {recordRun} from './source/storage/history-records.ts';
		import {openStorage} from './source/storage/storage.ts';
		import {systemClock as clock} from './source/core/time/clock.ts';
		const storage = openStorage({
			folder: ${JSON.stringify(folder)}, account: ${JSON.stringify(account)}, clock, limits: {days: 1e6, bytes: 1e12},
			onTrouble: trouble => console.log(JSON.stringify(trouble)),
		});
		for (let index = 0, problem = null; index < ${count} && problem === null; index++) {
			const id = '${name}-' + index;
			storage.write(recordRun, {id, phase: 'succeeded', response: 'x'.repeat(3000) + Math.random()}, ${now});
			problem = storage.flush(5000);
			if (problem === null) console.log(id);
		}
		storage.close(5000);`;
	const [file, ...args] = [...command, node, '--input-type=module', '-e'];
	const {stdout} = await promisify(execFile)(file, [...args, script]);
	return stdout.split('\n').slice(0, -1);
}

test('sixteen processes that write at once lose nothing', {timeout: 120_000}, async t => {
	const folder = temporaryFolder(t);
	const names = Array.from({length: 16}, (_, index) => `p${index}`);
	const lines = await Promise.all(names.map(async name => write(folder, name, 10)));
	const expected = names.flatMap(name =>
		Array.from({length: 10}, (_, index) => `${name}-${index}`),
	);
	assert.deepEqual(lines.flat().toSorted(), expected.toSorted());
	const {storage} = open(folder);
	assert.deepEqual(idsIn(storage).toSorted(), expected.toSorted());
	storage.close(0);
	assert.deepEqual(readdirSync(folder), ['state.db']);
});

test('a process that is killed at any moment leaves a file with what it has written', async t => {
	const folder = temporaryFolder(t);

	for (const seconds of [0.4, 0.6, 0.8]) {
		const killed = write(folder, `k${seconds}`, 1e6, ['timeout', '-s', 'KILL', String(seconds)]);
		const {stdout} = (await killed.catch((error: unknown) => error)) as {readonly stdout: string};
		const {storage, troubles} = open(folder);
		const found = new Set(idsIn(storage));
		assert.deepEqual(
			stdout.split('\n').filter(id => id !== '' && !found.has(id)),
			[],
		);
		storage.close(0);
		assert.deepEqual(troubles, []);
	}
});

test(
	'a full disk is reported once, and what was saved before stays',
	{skip: withoutTools('bash')},
	async t => {
		const folder = temporaryFolder(t);
		const command = ['bash', '-c', 'ulimit -f 1000; exec "$0" "$@"'];
		const lines = await write(folder, 'full', 20_000, command);
		assert.match(
			lines.at(-1) ?? '',
			/"kind":"not-saved","why":"(database or disk is full|disk I\/O error)"/,
		);
		const {storage, troubles} = open(folder);
		assert.deepEqual(troubles, []);
		assert.ok(lines.length > 10);
		assert.deepEqual(idsIn(storage).toSorted(), lines.slice(0, -1).toSorted());
		storage.close(0);
	},
);

test('a broken file is moved aside, and its new name is reported', t => {
	const folder = temporaryFolder(t);
	addIn(folder, 'old');
	const whole = readFileSync(join(folder, 'state.db'));
	const changed = (sql: string): Buffer => {
		const path = join(temporaryFolder(t), 'changed.db');
		writeFileSync(path, whole);
		const database = new DatabaseSync(path);
		database.exec(`PRAGMA journal_mode = DELETE; ${sql}`);
		database.close();
		return readFileSync(path);
	};

	for (const [name, content] of Object.entries({
		text: '{"version":1,"services":{}}',
		binary: Buffer.alloc(20_000, 7),
		cut: whole.subarray(0, 5000),
		zeroed: Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096)]),
		'of another program': changed('PRAGMA user_version = 0'),
		'without a table': changed('DROP TABLE details'),
	})) {
		const own = temporaryFolder(t);
		writeFileSync(join(own, 'state.db'), content);
		writeFileSync(join(own, 'state.db-wal'), 'stale');
		const {storage, troubles} = open(own);
		const [trouble] = troubles;
		assert.ok(trouble?.kind === 'moved-aside', `${name}: ${JSON.stringify(troubles)}`);
		assert.deepEqual(readFileSync(trouble.path), Buffer.from(content), name);
		add(storage, 'wfrun_1');
		assert.equal(storage.close(0), null);
		assert.deepEqual(watchedIn(own), ['wfrun_1'], name);
	}
});

test('a file of a newer version and what is no regular file stay as they are, and the program runs without', t => {
	const newer = temporaryFolder(t);
	addIn(newer, 'old');
	const database = new DatabaseSync(join(newer, 'state.db'));
	database.exec('PRAGMA user_version = 1000');
	database.close();
	const pipe = temporaryFolder(t);
	execFileSync('mkfifo', [join(pipe, 'state.db')]);
	const nested = temporaryFolder(t);
	mkdirSync(join(nested, 'state.db'));

	for (const [folder, why] of [
		[newer, 'newer'],
		[pipe, 'not-a-file'],
		[nested, 'not-a-file'],
	] as const) {
		const {storage, troubles} = open(folder);
		const problem = {kind: 'unusable', why, path: join(folder, 'state.db')};
		assert.deepEqual(troubles, [problem]);
		assert.throws(() => storage.query(readVisit), new HistoryError(problem as never));
		add(storage, 'new');
		assert.deepEqual(storage.close(0), problem);
		assert.deepEqual(troubles, [problem], 'it is reported once');
		assert.deepEqual(readdirSync(folder), ['state.db']);
	}
});

test(
	'a read-only file is reported, and what is in it stays',
	{skip: process.geteuid?.() === 0},
	t => {
		const folder = temporaryFolder(t);
		addIn(folder, 'old');
		const copy = join(temporaryFolder(t), 'state.db');
		copyFileSync(join(folder, 'state.db'), copy);
		chmodSync(join(folder, 'state.db'), 0o444);
		const {storage, troubles} = open(folder);
		add(storage, 'new');
		storage.close(0);
		assert.equal(troubles.length, 1);
		assert.deepEqual(readFileSync(join(folder, 'state.db')), readFileSync(copy));
	},
);

test('a long session removes runs beyond the limits step by step, a short one at its end', t => {
	const folder = temporaryFolder(t);
	const fill = open(folder);
	Array.from({length: 250}, (_, index) =>
		fill.storage.write(recordRun, recordOf(`run_${index}`, {endedAt: now - index}), now),
	);
	fill.storage.close(0);
	const clock = new FakeClock(now);
	const {storage} = open(folder, {clock, limits: {days: 0, bytes: Infinity}});
	clock.advance(60_000);
	assert.equal(idsIn(storage).length, 150);
	assert.equal(idsIn(storage).at(-1), 'run_149');
	add(storage, 'wfrun_1');
	storage.close(0);
	const last = open(folder);
	assert.equal(idsIn(last.storage).length, 50);
	last.storage.close(0);
});

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import test from 'node:test';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {HistoryError, type Storage} from '../../source/storage/storage.ts';
import {connectToWorker} from '../../source/storage/worker-connection.ts';
import {withoutTools} from '../commands/tool.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {assertKeyless} from '../helpers/keyless.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {recordOf} from './history.ts';
import {
	account,
	add,
	addIn,
	bundleWriter,
	changesIn,
	connectTo,
	open,
	watchedIn,
	write,
} from './stored.ts';

test('S3, S4: the next start finds the changes, in a file that only its owner can read, without the key', async t => {
	const folder = join(temporaryFolder(t), 'deep', 'chenyu-top');
	const {storage, troubles} = await open(folder);
	await add(storage, 'wfrun_1');

	for (const name of readdirSync(folder)) {
		assert.match(name, /^state\.db(-wal|-shm)?$/);
		assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
		assertKeyless(readFileSync(join(folder, name), 'latin1'), account.key, name);
	}

	assert.equal(statSync(folder).mode & 0o777, 0o700);
	assert.equal(await storage.close(), null);
	assert.deepEqual(troubles, []);
	assert.deepEqual(readdirSync(folder), ['state.db'], 'J5: nothing else is left');
	assertKeyless(readFileSync(join(folder, 'state.db'), 'latin1'), account.key, 'the file');
	assert.deepEqual(await watchedIn(folder), ['wfrun_1']);
	assert.deepEqual(await watchedIn(folder, {isStart: false}), ['wfrun_1']);
	assert.deepEqual(readdirSync(folder), ['state.db']);
});

test('each service, profile and key has its own state', async t => {
	const folder = temporaryFolder(t);
	await addIn(folder, 'wfrun_1');

	for (const other of [
		{...account, service: 'http://127.0.0.1:1/'},
		{...account, service: `${account.service} work`},
		{...account, key: 'cy_other_key_0123456789'},
	]) {
		assert.deepEqual(await watchedIn(folder, {account: other}), []);
	}

	assert.deepEqual(await watchedIn(folder), ['wfrun_1']);
});

test('another connection reads what was written, and a lock that it holds is waited for', async t => {
	const folder = temporaryFolder(t);
	const {storage} = await open(folder);
	await add(storage, 'wfrun_1');
	const other = new DatabaseSync(join(folder, 'state.db'));
	t.after(() => other.close());
	const members = () =>
		other
			.prepare("SELECT id FROM saved_items WHERE kind = 'watched'")
			.all()
			.map(({id}) => id);
	assert.deepEqual(members(), ['wfrun_1']);
	other.exec('BEGIN IMMEDIATE');
	storage.save({...storage.saved, watched: new Set(['wfrun_1', 'wfrun_2'])});
	assert.deepEqual(await watchedIn(folder), ['wfrun_1'], 'a start does not wait for the lock');
	other.exec('COMMIT');
	await storage.flushed();
	assert.deepEqual(members(), ['wfrun_1', 'wfrun_2']);
	assert.equal(await storage.close(), null);
});

test('after a time without requests the file is closed, and opened again by the next request', async t => {
	const folder = temporaryFolder(t);
	const {storage, troubles} = await open(folder, {
		connect: (data, onMovedAside) => connectToWorker(data, onMovedAside, undefined, 1),
	});

	for (const ids of [['wfrun_1'], ['wfrun_1', 'wfrun_2'], ['wfrun_3']]) {
		storage.save({...storage.saved, watched: new Set(ids)});
		await storage.flushed();

		// SQLite removes its other files when the last connection is closed.
		while (readdirSync(folder).length > 1) {
			await nextTurn();
		}

		assert.deepEqual(await watchedIn(folder), ids);
	}

	assert.equal(await storage.close(), null);
	assert.deepEqual(troubles, []);
});

test('J5: what is asked or recorded after the end does not open the file again', async t => {
	const folder = temporaryFolder(t);
	const asked: string[] = [];
	const {storage} = await open(folder, {
		connect: (...args) => {
			const connection = connectToWorker(...args);
			return {
				...connection,
				async call(name, ...values) {
					asked.push(name);
					return connection.call(name, ...values);
				},
			};
		},
	});
	await add(storage, 'wfrun_1');
	const closed = storage.close();
	void storage.history('lastVisit');
	storage.record([], 0);
	assert.equal(await closed, null);
	assert.deepEqual(asked, ['write']);
	assert.deepEqual(readdirSync(folder), ['state.db']);
});

test('a start waits only shortly for a lock that prevents reading', async t => {
	const folder = temporaryFolder(t);
	await addIn(folder, 'wfrun_1');
	const other = new DatabaseSync(join(folder, 'state.db'));
	t.after(() => other.close());
	other.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
	const {storage, troubles} = await open(folder);
	assert.deepEqual(troubles, [{kind: 'not-saved', why: 'database is locked'}]);
	other.exec('COMMIT');
	storage.save({...storage.saved, watched: new Set(['wfrun_2'])});
	assert.equal(await storage.close(), null);
	assert.deepEqual(await watchedIn(folder), ['wfrun_1', 'wfrun_2']);
});

test('another account is read while another process reads a file that is not yet in the mode for that', async t => {
	const folder = temporaryFolder(t);
	await addIn(folder, 'wfrun_1');
	const other = new DatabaseSync(join(folder, 'state.db'));
	t.after(() => other.close());
	other.exec('PRAGMA journal_mode = DELETE; BEGIN');
	other.prepare('SELECT * FROM meta').get();
	const {storage, troubles} = await open(folder, {isStart: false});
	assert.deepEqual([troubles, [...storage.saved.watched]], [[], ['wfrun_1']]);
	other.exec('COMMIT');
	assert.equal(await storage.close(), null);
});

test(
	'J2: a process that is killed at any moment leaves all changes that it reported as saved',
	{timeout: 60_000},
	async t => {
		const folder = temporaryFolder(t);
		const writer = await bundleWriter(t);
		const saved: string[] = [];

		for (let round = 1; round <= 6; round++) {
			saved.push(...(await write(writer, folder, `k${round}`, 500, {killAfter: round * 7})));
			const {storage, troubles} = await open(folder);
			assert.deepEqual(troubles, []);
			const stored = changesIn(storage);
			assert.deepEqual(
				saved.filter(change => !stored.has(change)),
				[],
			);
		}
	},
);

test(
	'J2: a full disk is reported once, and what was saved before stays',
	{skip: withoutTools('bash')},
	async t => {
		const folder = temporaryFolder(t);
		const command = ['bash', '-c', 'ulimit -f 1000; exec "$0" "$@"'];
		const lines = await write(await bundleWriter(t), folder, 'full', 2000, {command});
		assert.match(
			lines.at(-1) ?? '',
			/"kind":"not-saved","why":"(database or disk is full|disk I\/O error)"/,
		);
		const {storage, troubles} = await open(folder);
		assert.deepEqual(troubles, []);
		assert.ok(lines.length > 10);
		assert.deepEqual(changesIn(storage), new Set(lines.slice(0, -1)));
	},
);

test('J3: a broken file is moved aside, and its new name is reported', async t => {
	const folder = temporaryFolder(t);
	await addIn(folder, 'old');
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
		'without a table': changed('DROP TABLE saved_items'),
		'without a table of the history': changed('DROP TABLE history_texts'),
		'without its salt': changed('DELETE FROM meta'),
	})) {
		const own = temporaryFolder(t);
		writeFileSync(join(own, 'state.db'), content);
		writeFileSync(join(own, 'state.db-wal'), 'stale');
		const {storage, troubles} = await open(own);
		await storage.history('lastVisit');
		const [trouble] = troubles;
		assert.ok(trouble?.kind === 'moved-aside', `${name}: ${JSON.stringify(troubles)}`);
		assert.deepEqual(readFileSync(trouble.path), Buffer.from(content), name);
		await add(storage, 'wfrun_1');
		assert.equal(await storage.close(), null);
		assert.deepEqual(await watchedIn(own), ['wfrun_1'], name);
	}
});

test('an empty file is a new one', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'state.db'), '');
	assert.deepEqual(await addIn(folder, 'wfrun_1'), []);
	assert.deepEqual(await watchedIn(folder), ['wfrun_1']);
});

test('a file of a newer version and what is no regular file stay as they are, and the program runs without', async t => {
	const newer = temporaryFolder(t);
	await addIn(newer, 'old');
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
		const {storage, troubles} = await open(folder);
		const problem = {kind: 'unusable', why, path: join(folder, 'state.db')};
		assert.deepEqual(troubles, [problem]);
		await assert.rejects(storage.history('lastVisit'), new HistoryError(problem as never));
		assert.equal(await storage.close(), null, 'nothing is unsaved');
		await add(storage, 'new');
		assert.deepEqual(await storage.close(), problem);
		assert.deepEqual(troubles, [problem], 'it is reported once');
		assert.deepEqual(readdirSync(folder), ['state.db']);
	}
});

test('a read-only file is reported, and what is in it stays', async t => {
	const folder = temporaryFolder(t);
	await addIn(folder, 'old');
	chmodSync(join(folder, 'state.db'), 0o444);
	chmodSync(folder, 0o555);
	const writer = await bundleWriter(t);
	const command: string[] = [];

	// Root may write everywhere, so the process then becomes another user, after its start: that user may not be able to
	// enter the folder of this project.
	if (process.geteuid?.() === 0) {
		const become = 'process.geteuid()||(process.setgid(65534),process.setuid(65534))';
		command.push('env', `NODE_OPTIONS=--import=data:text/javascript,${become}`);
		chownSync(folder, 65_534, 65_534);
		chmodSync(join(writer, '..'), 0o755);
	}

	const lines = await write(writer, folder, 'new', 2, {command});
	assert.equal(lines.length, 1);
	assert.match(
		lines[0] ?? '',
		/"not-saved","why":"(attempt to write a readonly database|EACCES|unable to open database file)"/,
	);
	chmodSync(folder, 0o755);
	assert.deepEqual(await watchedIn(folder), ['old']);
});

test(
	'J4: locks that a dead process left behind are taken over, without losing changes',
	{timeout: 60_000},
	async t => {
		const folder = temporaryFolder(t);
		writeFileSync(join(folder, 'state.db'), 'broken');
		writeFileSync(join(folder, 'state.db.lock'), 'dead');
		utimesSync(join(folder, 'state.db.lock'), 1000, 1000);
		const writer = await bundleWriter(t);
		const names = Array.from({length: 8}, (_, index) => `p${index}`);
		const lines = await Promise.all(names.map(async name => write(writer, folder, name, 4)));
		const saved = changesIn((await open(folder)).storage);
		const reported = lines.flat();
		assert.equal(reported.filter(line => line.includes('moved-aside')).length, 1);
		assert.deepEqual(
			reported.filter(line => !line.includes('moved-aside') && !saved.has(line)),
			[],
		);
		assert.ok(saved.size >= 7 * 4);
		assert.equal(readdirSync(folder).filter(name => name.includes('.broken-')).length, 1);
		assert.deepEqual(
			readdirSync(folder).filter(name => name.endsWith('.lock')),
			[],
		);
	},
);

test('J5: a change that cannot be written is reported at the end, after one more attempt', async t => {
	const folder = temporaryFolder(t);
	let failing = true;
	const written: unknown[] = [];
	const connect = connectTo(async (_, changes) => {
		if (failing) {
			throw new Error('database or disk is full');
		}

		written.push(changes);
	});
	const {storage, troubles} = await open(folder, {connect});
	await add(storage, 'wfrun_1');
	await add(storage, 'wfrun_2');
	const problem = {kind: 'not-saved', why: 'database or disk is full'};
	assert.deepEqual(await storage.close(), problem);
	assert.deepEqual(troubles, [problem]);
	failing = false;
	assert.equal(await storage.close(), null);
	assert.deepEqual(written, [[{kind: 'watched', id: 'wfrun_2', value: true}]]);
});

test('the thread that writes starts after the first frame or with the close; it reads before', async t => {
	const folder = temporaryFolder(t);
	const shown = Promise.withResolvers<void>();
	const {storage} = await open(folder, {startAfter: shown.promise});
	storage.save({...storage.saved, watched: new Set(['wfrun_1'])});
	await new Promise(setImmediate);
	assert.deepEqual(readdirSync(folder), []);
	const {storage: reader} = await open(folder, {startAfter: shown.promise, isStart: false});
	assert.deepEqual([...reader.saved.watched], []);
	// The start completes shortened ids.
	assert.deepEqual(await reader.history('idsLike', '314f'), []);
	assert.equal(await storage.close(), null);
	shown.resolve();
	assert.equal(await reader.close(), null);
	assert.deepEqual(await watchedIn(folder), ['wfrun_1']);
});

test('K8: a disk that does not respond delays neither the start nor the end beyond a limit', async t => {
	const hang = async () => new Promise<never>(() => {});
	const connect = connectTo(hang, {close: hang});
	const problem = {kind: 'not-saved', why: 'ETIMEDOUT'};

	for (const [isStart, change] of [
		[false, (one: Storage) => one.save({...one.saved, watched: new Set(['wfrun_1'])})],
		[true, (one: Storage) => one.record([recordOf('wfrun_1')], 0)],
	] as const) {
		const clock = new FakeClock();
		const opening = open(temporaryFolder(t), {connect, clock, isStart});
		await clock.advanceAsync(isStart ? 0 : 10_000);
		const {storage, troubles} = await opening;
		assert.deepEqual(troubles, isStart ? [] : [problem]);
		change(storage);
		const closing = storage.close();
		await clock.advanceAsync(1200);
		assert.deepEqual(await closing, problem);
		assert.deepEqual(troubles, [problem]);
	}
});

test('on a busy machine, the slow start of the thread does not count for the limit of the end', async t => {
	const clock = new FakeClock();
	const started = Promise.withResolvers<void>();
	const written = Promise.withResolvers<void>();
	const connect = connectTo(async name => (name === 'read' ? emptySavedState : written.promise), {
		started: async () => started.promise,
	});
	const {storage, troubles} = await open(temporaryFolder(t), {connect, clock, isStart: false});
	storage.save({...storage.saved, watched: new Set(['wfrun_1'])});
	const closing = storage.close();
	await clock.advanceAsync(5000);
	started.resolve();
	await clock.advanceAsync(1000);
	written.resolve();
	assert.deepEqual([await closing, troubles], [null, []]);
});

test('J6: without a folder nothing is saved, which is reported once', async t => {
	const file = join(temporaryFolder(t), 'file');
	writeFileSync(file, '');

	for (const folder of [null, join(file, 'chenyu-top')]) {
		const {storage, troubles} = await open(folder);
		await add(storage, 'wfrun_1');
		await add(storage, 'wfrun_2');
		assert.deepEqual(
			troubles.map(({kind}) => kind),
			['not-saved'],
		);
		assert.deepEqual(await storage.close(), troubles[0]);
	}
});

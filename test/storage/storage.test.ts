import assert from 'node:assert/strict';
import * as nodeFiles from 'node:fs/promises';
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import type {StorageFiles} from '../../source/storage/stored-file.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {add, bundleWriter, changesIn, makeLockOld, open, write} from './stored.ts';

test('S3: the next start loads the saved changes, from a file that only its owner can read', async t => {
	const folder = join(temporaryFolder(t), 'deep', 'chenyu-top');
	const {storage, troubles} = await open(folder);
	await add(storage, 'wfrun_1');
	assert.deepEqual([...(await open(folder)).storage.saved.watched], ['wfrun_1']);
	assert.equal(statSync(join(folder, 'state.json')).mode & 0o777, 0o600);
	assert.equal(statSync(folder).mode & 0o777, 0o700);
	assert.deepEqual(readdirSync(folder), ['state.json']);
	assert.deepEqual(troubles, []);
	const other = await open(folder, nodeFiles, 'http://127.0.0.1:1/');
	assert.deepEqual([...other.storage.saved.watched], []);
});

test('J1: sixteen processes lose none of their changes', {timeout: 110_000}, async t => {
	const folder = temporaryFolder(t);
	const writer = await bundleWriter(t);
	const names = Array.from({length: 16}, (_, index) => `p${index}`);
	const reported = await Promise.all(names.map(async name => write(writer, folder, name, 25)));
	const saved = changesIn((await open(folder)).storage);
	assert.equal(saved.size, 16 * 25);
	assert.deepEqual(
		reported.flat().filter(change => !saved.has(change)),
		[],
	);
	assert.deepEqual(readdirSync(folder), ['state.json']);
});

test(
	'J2: a process that is killed at any moment leaves the old or the new file, with all changes that it reported as saved',
	{timeout: 60_000},
	async t => {
		const folder = temporaryFolder(t);
		const writer = await bundleWriter(t);
		const saved: string[] = [];

		for (let round = 1; round <= 6; round++) {
			const reported = await write(writer, folder, `k${round}`, 500, round * 7);
			saved.push(...reported);
			// The next process does not wait for the lock of the dead process.
			makeLockOld(folder);
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

test('J2: after a failure of any file system call, the old or the new file remains, and the failure is reported once', async t => {
	for (let nth = 1; nth <= 16; nth++) {
		const folder = temporaryFolder(t);
		await add((await open(folder)).storage, 'old');
		const {storage, troubles} = await open(folder, failing(nth));
		await add(storage, 'new', 'marked');
		makeLockOld(folder);
		await add(storage, 'new', 'pinned');
		assert.ok(troubles.length <= 1, `call ${nth}`);
		makeLockOld(folder);
		const after = await open(folder);
		assert.deepEqual([...after.storage.saved.watched], ['old'], `call ${nth}`);
		assert.deepEqual(after.troubles, []);
	}
});

test('J3: an unreadable file is moved aside, and its new name is reported', async t => {
	for (const [text, why] of [
		['', 'broken'],
		['{"version":1,"services":', 'broken'],
		['\u0000\u0001binary', 'broken'],
		['{"version":2,"services":{}}', 'newer'],
		['x'.repeat(9 * 1024 * 1024), 'huge'],
	] as const) {
		const folder = temporaryFolder(t);
		writeFileSync(join(folder, 'state.json'), text);
		const {storage, troubles} = await open(folder);
		const [trouble] = troubles;
		assert.ok(trouble?.kind === 'moved-aside' && trouble.why === why, JSON.stringify(troubles));
		assert.equal(readFileSync(trouble.path, 'utf8'), text);
		await add(storage, 'wfrun_1');
		assert.deepEqual([...(await open(folder)).storage.saved.watched], ['wfrun_1']);
	}
});

test('J4: a stale lock is taken over, without losing changes', {timeout: 60_000}, async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'state.json.lock'), 'dead');
	makeLockOld(folder);
	const all = await Promise.all(
		Array.from({length: 8}, async (_, index) => {
			const {storage, troubles} = await open(folder);
			await add(storage, `wfrun_${index}`);
			return troubles;
		}),
	);
	assert.deepEqual(all.flat(), []);
	assert.equal((await open(folder)).storage.saved.watched.size, 8);
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
	}
});

/** The file system, except that the nth call fails as if the disk was full. */
function failing(nth: number): StorageFiles {
	let calls = 0;
	return new Proxy(nodeFiles, {
		get(target, name: keyof StorageFiles) {
			const call = target[name] as (...args: unknown[]) => Promise<unknown>;
			return async (...args: unknown[]) => {
				calls++;

				if (calls === nth) {
					throw Object.assign(new Error('ENOSPC: no space left'), {code: 'ENOSPC'});
				}

				return call(...args);
			};
		},
	});
}

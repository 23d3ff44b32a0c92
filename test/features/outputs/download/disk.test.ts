import assert from 'node:assert/strict';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import * as files from 'node:fs/promises';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {Clock} from '../../../../source/core/time/clock.ts';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {fileFailure, prepareFolder} from '../../../../source/features/outputs/download/files.ts';
import type {SaveContext} from '../../../../source/features/outputs/download/save-output.ts';
import {patternBytes} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {failingFiles} from './failing-files.ts';
import {
	finalNamesIn,
	namesIn,
	openHost,
	orderFor,
	run,
	save,
	startHost,
	testTools,
} from './set-up.ts';

const body = patternBytes(150_000);
const stem = `${run}-n9_images`;
const final = `${stem}-a.png`;

/**
 * A clock that is an hour ahead. For a download with this clock, a lock file that an earlier download left is stale,
 * so it is removed.
 */
const anHourLater: Clock = {...systemClock, now: () => systemClock.now() + 3_600_000};

/** Waits for a download. Returns `saved`, or the kind of its failure, such as `full`. */
async function outcome(saving: Promise<unknown>): Promise<string> {
	try {
		await saving;
		return 'saved';
	} catch (error) {
		const why = fileFailure(error);
		assert.ok(why !== null, String(error));
		return why.kind;
	}
}

/** Asserts that every file with a final name is complete. */
function assertNothingHalf(folder: string): void {
	for (const name of finalNamesIn(folder)) {
		assert.deepEqual(new Uint8Array(readFileSync(join(folder, name))), body, name);
	}
}

function assertOnlyWhole(folder: string): void {
	assert.deepEqual(namesIn(folder), [final]);
	assertNothingHalf(folder);
}

suite('disk errors (F6, F8)', () => {
	for (const [code, kind] of [
		['ENOSPC', 'full'],
		['EDQUOT', 'full'],
		['EACCES', 'forbidden'],
		['EROFS', 'forbidden'],
		['EFBIG', 'too-large-for-disk'],
		['EIO', 'disk'],
		['EMFILE', 'disk'],
	] as const) {
		test(`${code} at any call is reported as ${kind}, leaves nothing incomplete, and the next try succeeds`, async t => {
			const media = await startHost(t, {body});
			const order = orderFor(media.address('/a.png'));
			let failures = 0;

			for (let at = 1; ; at++) {
				const folder = temporaryFolder(t);
				let calls = 0;
				const failing = failingFiles(() => (++calls === at ? code : null));
				const result = await outcome(save(order, testTools(t, folder, {files: failing})));
				assertNothingHalf(folder);

				if (calls < at) {
					assert.equal(result, 'saved');
					break;
				}

				// Errors during cleanup and optional calls are not failures.
				assert.ok(result === kind || result === 'saved', `${result} at call ${at}`);
				failures += result === kind ? 1 : 0;
				const later = testTools(t, folder, {clock: anHourLater});
				const again = await outcome(save({...order, sameBy: 'length'}, later));
				assert.equal(again, 'saved', `after call ${at}`);
				assertNothingHalf(folder);
				assert.ok(namesIn(folder).includes(final), `after call ${at}`);
			}

			assert.ok(failures > 15, `${failures} failures`);
		});
	}

	test('a download resumes after the disk was full', async t => {
		const host = await openHost(t, {body});
		assert.equal(await outcome(host.save('/a.png', fullAfterOneWrite('ENOSPC'))), 'full');
		assert.deepEqual(namesIn(host.folder), [`${stem}.part`, `${stem}.part.json`]);
		await host.save();
		assert.match(host.requests[1]?.headers.range ?? '', /^bytes=[1-9]\d*-$/);
		assertOnlyWhole(host.folder);
	});

	test('without hard links the file is renamed, beside existing files', async t => {
		for (const code of ['EPERM', 'ENOTSUP', 'ENOSYS']) {
			const host = await openHost(t, {body});
			writeFileSync(join(host.folder, final), 'another');
			const linkless = failingFiles(({name}) => (name === 'link' ? code : null));
			await host.save('/a.png', {tools: {files: linkless}});
			assert.deepEqual(namesIn(host.folder), [`${stem}-a-2.png`, final]);
			assert.ok(readFileSync(join(host.folder, `${stem}-a-2.png`)).equals(body));
			assert.equal(readFileSync(join(host.folder, final), 'utf8'), 'another');
		}
	});
});

/**
 * Returns options for `host.save`. With them, every write to a file fails with the error `code`, such as `ENOSPC`,
 * except the first write.
 */
function fullAfterOneWrite(code: string) {
	let written = 0;
	const full = failingFiles(({name}) => (name === 'write' && ++written > 1 ? code : null));
	return {tools: {files: full}};
}

suite('a part', () => {
	/**
	 * Starts a host, and leaves an unfinished download in its folder, as a killed process does. `owner` is the
	 * process that is recorded as saving it; null for none.
	 */
	async function withPart(t: TestContext, owner: object | null) {
		const host = await openHost(t, {body});
		assert.equal(await outcome(host.save('/a.png', fullAfterOneWrite('EIO'))), 'disk');
		const part = join(host.folder, `${stem}.part`);
		const note = JSON.parse(readFileSync(`${part}.json`, 'utf8')) as object;
		writeFileSync(`${part}.json`, JSON.stringify({...note, owner}));
		return {...host, part};
	}

	test('is resumed if its owner died', async t => {
		// No process has such a high number.
		const host = await withPart(t, {host: hostname(), pid: 2 ** 30});
		await host.save();
		assert.match(host.requests.at(-1)?.headers.range ?? '', /^bytes=[1-9]/);
		assertOnlyWhole(host.folder);
	});

	test('is left alone while its owner lives, or may live on another machine', async t => {
		for (const owner of [
			{host: hostname(), pid: process.ppid},
			{host: 'elsewhere', pid: 2 ** 30},
		]) {
			const host = await withPart(t, owner);
			const before = readFileSync(host.part);
			await host.save();
			assert.equal(host.requests.at(-1)?.headers.range, undefined);
			assert.deepEqual(readFileSync(host.part), before);
			assert.deepEqual(namesIn(host.folder), [final, `${stem}.part`, `${stem}.part.json`]);
		}
	});

	test('of another output, or with invalid metadata, is left alone', async t => {
		for (const note of [
			'',
			'null',
			'{"version":2}',
			'[',
			'{"version":1,"of":"x","validator":null,"total":-1,"owner":null}',
		]) {
			const host = await withPart(t, null);
			writeFileSync(`${host.part}.json`, note);
			const before = readFileSync(host.part);
			await host.save();
			assert.deepEqual(readFileSync(host.part), before);
			assertNothingHalf(host.folder);
		}
	});

	test('that also has a final name is never written to', async t => {
		const host = await withPart(t, null);
		const published = join(host.folder, 'published.bin');
		await files.link(host.part, published);
		const before = readFileSync(published);
		await host.save();
		assert.deepEqual(readFileSync(published), before);
		rmSync(published);
		assertOnlyWhole(host.folder);
	});

	test('that is complete gets its final name', async t => {
		const host = await withPart(t, null);
		writeFileSync(host.part, body);
		await host.save();
		assert.equal(host.requests.at(-1)?.headers.range, `bytes=${body.length - 1}-`);
		assertOnlyWhole(host.folder);
	});

	test('of an output saved several times at once becomes one file (F9)', async t => {
		const host = await openHost(t, {body});
		const saved = await Promise.all([host.save(), host.save(), host.save()]);
		assert.ok(saved.every(({path}) => path === join(host.folder, final)));
		assert.equal(saved.filter(({isNew}) => isNew).length, 1);
		assertOnlyWhole(host.folder);
	});
});

suite('a text is saved', () => {
	const saveText = async (text: string, tools: SaveContext) => {
		const address = new URL('https://unused.example/');
		return save(orderFor(address, {key: 'n18_text', source: {kind: 'text', text}}), tools);
	};

	test('with a final line break, under run and key, only once', async t => {
		const folder = temporaryFolder(t);
		const tools = testTools(t, folder);
		const text = '霓虹在雨里慢慢融化\u001B[31m';
		const saved = await saveText(text, tools);
		assert.equal(saved.path, join(folder, `${run}-n18_text.txt`));
		assert.equal(readFileSync(saved.path, 'utf8'), `${text}\n`);
		assert.equal(saved.bytes, Buffer.byteLength(`${text}\n`));
		assert.deepEqual(await saveText(text, tools), {...saved, isNew: false});
		assert.deepEqual(namesIn(folder), [`${run}-n18_text.txt`]);
		const other = await saveText('another', tools);
		assert.equal(other.path, join(folder, `${run}-n18_text-2.txt`));
		assert.deepEqual(namesIn(folder), [`${run}-n18_text-2.txt`, `${run}-n18_text.txt`]);
	});

	test('or leaves nothing on a failure', async t => {
		for (const name of ['write', 'sync', 'link']) {
			const folder = temporaryFolder(t);
			const failing = failingFiles(call => (call.name === name ? 'ENOSPC' : null));
			const saving = saveText('a', testTools(t, folder, {files: failing}));
			assert.equal(await outcome(saving), 'full');
			assert.deepEqual(namesIn(folder), []);
		}

		const nowhere = join(temporaryFolder(t), 'nowhere');
		assert.equal(await outcome(saveText('a', testTools(t, nowhere))), 'no-folder');
	});
});

suite('the folder of --download', () => {
	test('is created with its parents', async t => {
		const folder = temporaryFolder(t);
		assert.equal(await prepareFolder(join(folder, 'a', 'b'), files, systemClock), null);
		assert.deepEqual(namesIn(folder), ['a']);
	});

	test('must be writable', async t => {
		const folder = temporaryFolder(t);
		const access = async (): Promise<never> => {
			throw Object.assign(new Error('EACCES'), {code: 'EACCES', syscall: 'access'});
		};
		const failure = await prepareFolder(folder, {...files, access}, systemClock);
		assert.deepEqual(failure, {kind: 'forbidden'});
	});
});

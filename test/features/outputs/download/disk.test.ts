import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import * as files from 'node:fs/promises';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {Clock} from '../../../../source/core/time/clock.ts';
import {DownloadError} from '../../../../source/features/outputs/download/download-error.ts';
import {fileFailure, prepareFolder} from '../../../../source/features/outputs/download/files.ts';
import {saveText} from '../../../../source/features/outputs/download/save-output.ts';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {patternBytes, serveFile, startMedia} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {failingFiles, type Call} from './failing-files.ts';
import {namesIn, orderFor, run, save, testTools} from './set-up.ts';

const body = patternBytes(150_000);
const stem = `${run}-n9_images`;
const final = `${stem}-a.png`;

/** Makes a leftover lock stale. */
const anHourLater: Clock = {...systemClock, now: () => systemClock.now() + 3_600_000};

const startFile = async (t: TestContext) =>
	startMedia(t, (request, response) => {
		serveFile(request, response, {body});
	});

/** The kind of the failure, or `saved`. */
async function outcome(saving: Promise<unknown>): Promise<string> {
	try {
		await saving;
		return 'saved';
	} catch (error) {
		const why = error instanceof DownloadError ? error.why : fileFailure(error);
		assert.ok(why !== null, String(error));
		return why.kind;
	}
}

/** Every file with a final name is complete. */
function assertNothingHalf(folder: string): void {
	for (const name of namesIn(folder)) {
		if (!name.includes('.part')) {
			assert.deepEqual(new Uint8Array(readFileSync(join(folder, name))), body, name);
		}
	}
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
			const media = await startFile(t);
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
		const folder = temporaryFolder(t);
		const media = await startFile(t);
		const order = orderFor(media.address('/a.png'));
		let written = 0;
		const full = failingFiles(({name}: Call) =>
			name === 'write' && ++written > 1 ? 'ENOSPC' : null,
		);
		assert.equal(await outcome(save(order, testTools(t, folder, {files: full}))), 'full');
		assert.deepEqual(namesIn(folder), [`${stem}.part`, `${stem}.part.json`]);
		await save(order, testTools(t, folder));
		assert.match(media.requests[1]?.headers.range ?? '', /^bytes=[1-9]\d*-$/);
		assertNothingHalf(folder);
		assert.deepEqual(namesIn(folder), [final]);
	});

	test('a missing folder is reported', async t => {
		const folder = temporaryFolder(t);
		rmSync(folder, {recursive: true});
		const media = await startFile(t);
		const saving = save(orderFor(media.address('/a.png')), testTools(t, folder));
		assert.equal(await outcome(saving), 'no-folder');
	});

	test('without hard links the file is renamed, beside existing files', async t => {
		for (const code of ['EPERM', 'ENOTSUP', 'ENOSYS']) {
			const folder = temporaryFolder(t);
			writeFileSync(join(folder, final), 'another');
			const media = await startFile(t);
			const files_ = failingFiles(({name}) => (name === 'link' ? code : null));
			await save(orderFor(media.address('/a.png')), testTools(t, folder, {files: files_}));
			assert.deepEqual(namesIn(folder), [`${stem}-a-2.png`, final]);
			assert.ok(readFileSync(join(folder, `${stem}-a-2.png`)).equals(body));
			assert.equal(readFileSync(join(folder, final), 'utf8'), 'another');
		}
	});
});

suite('a part', () => {
	function leaveBehind(folder: string, change: Readonly<Record<string, unknown>> = {}): void {
		const note = JSON.parse(readFileSync(join(folder, `${stem}.part.json`), 'utf8')) as object;
		writeFileSync(join(folder, `${stem}.part.json`), JSON.stringify({...note, ...change}));
	}

	/** A folder with a part as a killed process leaves it. */
	async function withPart(t: TestContext, owner: object | null) {
		const folder = temporaryFolder(t);
		const media = await startFile(t);
		const request = orderFor(media.address('/a.png'));
		let written = 0;
		const dying = failingFiles(({name}) => (name === 'write' && ++written > 1 ? 'EIO' : null));
		assert.equal(await outcome(save(request, testTools(t, folder, {files: dying}))), 'disk');
		leaveBehind(folder, {owner});
		return {folder, media, order: request};
	}

	test('is resumed if its owner died', async t => {
		const {folder, media, order: request} = await withPart(t, {host: 'here', pid: 4_000_000});
		await save(request, testTools(t, folder, {isAlive: () => false}));
		assert.match(media.requests.at(-1)?.headers.range ?? '', /^bytes=[1-9]/);
		assert.deepEqual(namesIn(folder), [final]);
		assertNothingHalf(folder);
	});

	test('is left alone while its owner lives', async t => {
		const {folder, media, order: request} = await withPart(t, {host: 'here', pid: 4_000_000});
		const before = readFileSync(join(folder, `${stem}.part`));
		await save(request, testTools(t, folder, {isAlive: () => true}));
		assert.equal(media.requests.at(-1)?.headers.range, undefined);
		assert.deepEqual(readFileSync(join(folder, `${stem}.part`)), before);
		assert.deepEqual(namesIn(folder), [final, `${stem}.part`, `${stem}.part.json`]);
		assertNothingHalf(folder);
	});

	test('of another output, or with invalid metadata, is left alone', async t => {
		for (const note of [
			'',
			'null',
			'{"version":2}',
			'[',
			'{"version":1,"of":"x","validator":null,"total":-1,"owner":null}',
		]) {
			const {folder, order: request} = await withPart(t, null);
			writeFileSync(join(folder, `${stem}.part.json`), note);
			const before = readFileSync(join(folder, `${stem}.part`));
			await save(request, testTools(t, folder));
			assert.deepEqual(readFileSync(join(folder, `${stem}.part`)), before);
			assertNothingHalf(folder);
		}
	});

	test('that also has a final name is never written to', async t => {
		const {folder, order: request} = await withPart(t, null);
		const published = join(folder, 'published.bin');
		await files.link(join(folder, `${stem}.part`), published);
		const before = readFileSync(published);
		await save(request, testTools(t, folder));
		assert.deepEqual(readFileSync(published), before);
		rmSync(published);
		assert.deepEqual(namesIn(folder), [final]);
		assertNothingHalf(folder);
	});

	test('that is complete gets its final name', async t => {
		const {folder, media, order: request} = await withPart(t, null);
		writeFileSync(join(folder, `${stem}.part`), body);
		await save(request, testTools(t, folder));
		assert.equal(media.requests.at(-1)?.headers.range, `bytes=${body.length - 1}-`);
		assert.deepEqual(namesIn(folder), [final]);
		assertNothingHalf(folder);
	});

	test('of an output saved several times at once becomes one file (F9)', async t => {
		const folder = temporaryFolder(t);
		const media = await startFile(t);
		const tools = testTools(t, folder);
		const request = orderFor(media.address('/a.png'));
		const saved = await Promise.all([
			save(request, tools),
			save(request, tools),
			save(request, tools),
		]);
		assert.deepEqual(
			saved.map(({path}) => path),
			Array.from({length: 3}).fill(join(folder, final)),
		);
		assert.equal(saved.filter(({isNew}) => isNew).length, 1);
		assert.deepEqual(namesIn(folder), [final]);
		assertNothingHalf(folder);
	});
});

suite('a text is saved', () => {
	const request = {...orderFor(new URL('https://unused.example/')), key: 'n18_text'};

	test('with a final line break, under run and key, only once', async t => {
		const folder = temporaryFolder(t);
		const tools = testTools(t, folder);
		const text = '霓虹在雨里慢慢融化\u001B[31m';
		const saved = await saveText(request, text, tools);
		assert.equal(saved.path, join(folder, `${run}-n18_text.txt`));
		assert.equal(readFileSync(saved.path, 'utf8'), `${text}\n`);
		assert.equal(saved.bytes, Buffer.byteLength(`${text}\n`));
		assert.deepEqual(await saveText(request, text, tools), {...saved, isNew: false});
		assert.deepEqual(namesIn(folder), [`${run}-n18_text.txt`]);
		const other = await saveText(request, 'another', tools);
		assert.equal(other.path, join(folder, `${run}-n18_text-2.txt`));
		assert.deepEqual(namesIn(folder), [`${run}-n18_text-2.txt`, `${run}-n18_text.txt`]);
	});

	test('or leaves nothing on a failure', async t => {
		for (const name of ['write', 'sync', 'link']) {
			const folder = temporaryFolder(t);
			const failing = failingFiles(call => (call.name === name ? 'ENOSPC' : null));
			assert.equal(
				await outcome(saveText(request, 'a', testTools(t, folder, {files: failing}))),
				'full',
			);
			assert.deepEqual(namesIn(folder), []);
		}
	});
});

suite('the folder of --download', () => {
	test('is created with its parents', async t => {
		const folder = temporaryFolder(t);
		assert.equal(await prepareFolder(join(folder, 'a', 'b'), files, systemClock), null);
		assert.deepEqual(namesIn(folder), ['a']);
	});

	test('cannot be a file, or below one', async t => {
		const folder = temporaryFolder(t);
		writeFileSync(join(folder, 'file'), '');
		assert.deepEqual(await prepareFolder(join(folder, 'file'), files, systemClock), {
			kind: 'file-not-folder',
		});
		assert.deepEqual(await prepareFolder(join(folder, 'file', 'x'), files, systemClock), {
			kind: 'file-not-folder',
		});
	});

	test('must be writable', async t => {
		const folder = temporaryFolder(t);
		mkdirSync(join(folder, 'locked'));
		const forbidden = async (): Promise<never> => {
			throw Object.assign(new Error('EACCES'), {code: 'EACCES', syscall: 'access'});
		};
		assert.deepEqual(
			await prepareFolder(join(folder, 'locked'), {...files, access: forbidden}, systemClock),
			{
				kind: 'forbidden',
			},
		);
	});
});

import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {bare} from '../commands/report/pages.ts';
import type {RunScript} from '../helpers/script.ts';
import {openAccount, type EarlierAccount} from './account.ts';
import {assertMatches, assertRefused} from './assert-output.ts';
import {assertKeyless} from './key.ts';
import {failedRun, finishedRun, queuedRun} from './runs.ts';

async function account(t: TestContext, runs: readonly RunScript[], earlier?: EarlierAccount) {
	const opened = await openAccount(t, {runs}, earlier);
	const read = (name: string) => {
		const page = readFileSync(join(opened.folder, name), 'utf8');
		assertKeyless(page);
		return bare(page);
	};
	return {...opened, read};
}

const signedRun = finishedRun('文生图', [
	{key: 'n9_images', file: 'portrait.png', signedFor: 600_000},
	{key: 'n8_video', file: 'clip.mp4', signedFor: 600_000},
	{key: 'n5_text', value: '雨夜'},
]);

suite('chenyu-top report', {concurrency: 2}, () => {
	test('writes a page with the runs and their pictures, without signatures', async t => {
		const failed = failedRun('放大');
		const {run, read, folder, service} = await account(t, [signedRun, failed]);
		const written = await run(['report', signedRun.id, failed.id.slice(-6), '-o', 'run.html']);
		assert.deepEqual([written.code, written.stdout, written.stderr], [0, '', '']);
		const page = read('run.html');
		assertMatches(page, [
			/^<!doctype html>\n<html lang="en">/,
			/<h1>2 workflow runs<\/h1>/,
			/n9_images<\/code> <span>image · \d+×\d+ · .{0,12}<\/span> portrait\.png · 127/,
			/<img src="data:image\/png;base64,iVBORw0KGgo/,
			/n8_video<\/code> <span>video<\/span> clip\.mp4 · 127\.0\.0\.1:/,
			/<pre dir="auto">雨夜<\/pre>/,
			/<h3>Why it failed<\/h3><pre>Out of memory\nnode 3<\/pre>/,
			/<\/html>\n$/,
		]);
		assert.ok(service.recorded.some(({path}) => path.startsWith('/media/signed/portrait.png')));
		assert.doesNotMatch(page, /signature=|expires=/);
		assert.deepEqual(readdirSync(folder), ['run.html']);

		const zh = await run(['report', signedRun.id, '--lang=zh']);
		assert.deepEqual([zh.code, zh.stderr], [0, '']);
		assertMatches(zh.stdout, [/<html lang="zh-CN">/, /✓ 成功/]);
	});

	test('writes over an existing file, but keeps everything that is no file', async t => {
		const {run, read, folder, service} = await account(t, [signedRun]);
		const report = async (...args: readonly string[]) => run(['report', signedRun.id, ...args]);
		writeFileSync(join(folder, 'run.html'), 'mine');
		mkdirSync(join(folder, 'folder'));
		symlinkSync(join(folder, 'run.html'), join(folder, 'link.html'));
		assertRefused(await report('-o', 'folder'), 2, /folder is not a regular file.*leave -o out/);
		assertRefused(await report('-o', 'link.html'), 2, /link\.html is not a regular file/);
		assertRefused(await report('-o', 'none/a.html'), 2, /cannot be written: the folder does not/);
		assert.equal(service.recorded.length, 0, 'the file is checked before any request');
		assert.equal(read('run.html'), 'mine');
		assert.equal((await report('-o', 'run.html')).code, 0);
		assert.match(read('run.html'), /^<!doctype html>/);
		assert.deepEqual(readdirSync(folder).toSorted(), ['folder', 'link.html', 'run.html']);
	});

	test('a run that is missing makes the exit code 3, and the page has the others', async t => {
		const {run, read, folder} = await account(t, [signedRun]);
		const partial = await run(['report', 'wfrun_none', signedRun.id, '-o', 'run.html']);
		assert.deepEqual([partial.code, partial.stdout], [3, '']);
		assert.equal(
			partial.stderr,
			'chenyu-top: Neither the service nor the history has the run "wfrun_none". Check its id; chenyu-top ls lists runs.\n',
		);
		assertMatches(read('run.html'), [/Missing runs<\/h2><ul><li><code>wfrun_none/, /文生图/]);
		const none = await run(['report', 'wfrun_none', '-o', 'none.html']);
		assert.equal(none.code, 3);
		assert.match(none.stderr, /\nchenyu-top: No run could be read, so no page was written\.\n$/);
		assert.deepEqual(readdirSync(folder), ['run.html']);
	});

	test('runs that the service has forgotten, and all if it does not respond, come from the history', async t => {
		const before = await account(t, [signedRun, queuedRun('Waits')]);
		const watched = await before.run(['--plain', '--once', signedRun.id]);
		assert.equal(watched.code, 0, watched.stderr);
		await before.service.close();
		const after = await account(t, [queuedRun('Waits')], before);
		const kept = await after.run(['report', signedRun.id, '-o', 'run.html']);
		assert.deepEqual([kept.code, kept.stderr], [0, '']);
		assertMatches(after.read('run.html'), [
			/<p>From the history; the service no longer has this run\.<\/p>/,
			/a recording and the history keep no link to it/,
			/<details open><summary>\d+ lines</,
		]);
		await after.service.close();
		const unreachable = await after.run(['report', signedRun.id, 'wfrun_none', '-o', 'two.html']);
		assert.equal(unreachable.code, 3);
		assert.match(unreachable.stderr, /^chenyu-top: The service cannot be reached: [^\n]+\n$/);
		assertMatches(after.read('two.html'), [
			/From the history; the service could not be polled \(unreachable\)\./,
			/Missing runs<\/h2><ul><li><code>wfrun_none<\/code>: The service cannot/,
		]);
	});

	test('a recording has its runs, and no request is sent', async t => {
		const {run, read, service} = await account(t, [signedRun, failedRun('放大')]);
		const watched = await run(['--json', '--once', '--record', 'watch.jsonl']);
		assert.equal(watched.code, 1, watched.stderr);
		await service.close();
		const sent = service.recorded.length;
		const replay = async (...args: readonly string[]) =>
			run(['report', '--replay', 'watch.jsonl', ...args]);
		const {code, stderr} = await replay('-o', 'all.html');
		assert.deepEqual([code, stderr], [0, '']);
		assertMatches(read('all.html'), [
			/<h1>2 workflow runs<\/h1>/,
			/The runs are from a recording\./,
			/a recording and the history keep no link to it/,
			/<dt>quote<\/dt>/,
		]);
		const one = await replay(signedRun.id.slice(0, 12), 'wfrun_none', '-o', 'one.html');
		assert.equal(one.code, 3);
		assert.match(
			one.stderr,
			/^chenyu-top: The recording has no response about the run "wfrun_none"/,
		);
		assert.match(read('one.html'), /<h1>Workflow run<\/h1>/);
		assert.equal(service.recorded.length, sent);
	});
});

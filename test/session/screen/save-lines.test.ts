import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {saveLines} from '../../../source/session/screen/save-lines.ts';
import {temporaryFolder} from '../../helpers/program.ts';

async function save(folder: string, lines: readonly string[]) {
	return saveLines(lines, folder, {stem: 'a', extension: '.log'});
}

test('lines are saved in a new file that only the user can read', async t => {
	const folder = temporaryFolder(t);
	const outcome = await save(folder, ['one', '', '三']);
	assert.deepEqual(outcome, {kind: 'saved', path: join(folder, 'a.log')});
	assert.equal(readFileSync(join(folder, 'a.log'), 'utf8'), 'one\n\n三\n');
	assert.equal(statSync(join(folder, 'a.log')).mode & 0o777, 0o600);
});

test('F5: no file is overwritten and no link is followed, dangling or not', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'a.log'), 'mine');
	symlinkSync(join(folder, 'a.log'), join(folder, 'a-2.log'));
	symlinkSync(join(folder, 'nothing'), join(folder, 'a-3.log'));
	mkdirSync(join(folder, 'a-4.log'));
	const outcome = await save(folder, ['new']);
	assert.deepEqual(outcome, {kind: 'saved', path: join(folder, 'a-5.log')});
	assert.equal(readFileSync(join(folder, 'a.log'), 'utf8'), 'mine');
	const names = ['a-2.log', 'a-3.log', 'a-4.log', 'a-5.log', 'a.log'];
	assert.deepEqual(readdirSync(folder).sort(), names);
});

test('two logs that are saved at once get two files', async t => {
	const folder = temporaryFolder(t);
	const outcomes = await Promise.all([1, 2, 3].map(async () => save(folder, ['x'])));
	const paths = outcomes.map(outcome => (outcome.kind === 'saved' ? outcome.path : ''));
	assert.equal(new Set(paths).size, 3);
});

test('a missing folder is reported', async t => {
	const folder = join(temporaryFolder(t), 'not-there');
	const outcome = await save(folder, ['x']);
	assert.deepEqual(outcome, {kind: 'failed', why: {kind: 'no-folder'}});
});

test('F8: a full disk and a read-only folder are reported, and no partial file stays', async t => {
	const file = await open(import.meta.filename);
	const sync = t.mock.method(Object.getPrototypeOf(file) as typeof file, 'sync');
	await file.close();

	for (const [code, why] of [
		['ENOSPC', {kind: 'full'}],
		['EDQUOT', {kind: 'full'}],
		['EROFS', {kind: 'forbidden'}],
		['EACCES', {kind: 'forbidden'}],
	] as const) {
		const folder = temporaryFolder(t);
		sync.mock.mockImplementation(async () => {
			throw Object.assign(new Error(code), {code, syscall: 'fsync'});
		});
		assert.deepEqual(await save(folder, ['x']), {kind: 'failed', why});
		assert.deepEqual(readdirSync(folder), []);
	}
});

test('no lines make no file', async t => {
	const folder = temporaryFolder(t);
	assert.deepEqual(await save(folder, []), {kind: 'nothing'});
	assert.deepEqual(readdirSync(folder), []);
});

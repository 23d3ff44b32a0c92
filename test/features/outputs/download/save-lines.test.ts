import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'node:test';
import {saveLines} from '../../../../source/features/outputs/download/files.ts';
import {temporaryFolder} from '../../../helpers/program.ts';

async function save(folder: string, lines: readonly string[]) {
	return saveLines(lines, join(folder, 'a.log'));
}

test('lines are saved in a new file that only the user can read; none is overwritten, and no link followed', async t => {
	const folder = temporaryFolder(t);
	assert.deepEqual(await save(folder, ['one', '', '三']), {saved: join(folder, 'a.log')});
	assert.equal(statSync(join(folder, 'a.log')).mode & 0o777, 0o600);
	symlinkSync(join(folder, 'a.log'), join(folder, 'a-2.log'));
	symlinkSync(join(folder, 'nothing'), join(folder, 'a-3.log'));
	mkdirSync(join(folder, 'a-4.log'));
	assert.deepEqual(await save(folder, ['new']), {saved: join(folder, 'a-5.log')});
	assert.equal(readFileSync(join(folder, 'a.log'), 'utf8'), 'one\n\n三\n');
	const names = ['a-2.log', 'a-3.log', 'a-4.log', 'a-5.log', 'a.log'];
	assert.deepEqual(readdirSync(folder).sort(), names);
});

test('a full disk is reported, and no partial file stays', async t => {
	const folder = temporaryFolder(t);
	const file = await open(import.meta.filename);
	const sync = t.mock.method(Object.getPrototypeOf(file) as typeof file, 'sync');
	await file.close();
	sync.mock.mockImplementation(async () => {
		throw Object.assign(new Error('full'), {code: 'ENOSPC', syscall: 'fsync'});
	});
	assert.deepEqual(await save(folder, ['x']), {why: {kind: 'disk', code: 'ENOSPC'}});
	assert.deepEqual(readdirSync(folder), []);
});

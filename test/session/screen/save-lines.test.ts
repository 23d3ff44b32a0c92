import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {saveLines} from '../../../source/session/screen/save-lines.ts';
import {temporaryFolder} from '../../helpers/program.ts';

async function save(folder: string, portions: Iterable<readonly string[]>) {
	return saveLines(portions, folder, {stem: 'a', extension: '.log'});
}

test('lines are saved in a new file that only the user can read', async t => {
	const folder = temporaryFolder(t);
	const outcome = await save(folder, [['one', ''], [], ['三']]);
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
	const outcome = await save(folder, [['new']]);
	assert.deepEqual(outcome, {kind: 'saved', path: join(folder, 'a-5.log')});
	assert.equal(readFileSync(join(folder, 'a.log'), 'utf8'), 'mine');
	const names = ['a-2.log', 'a-3.log', 'a-4.log', 'a-5.log', 'a.log'];
	assert.deepEqual(readdirSync(folder).sort(), names);
});

test('two logs that are saved at once get two files', async t => {
	const folder = temporaryFolder(t);
	const outcomes = await Promise.all([1, 2, 3].map(async () => save(folder, [['x']])));
	const paths = outcomes.map(outcome => (outcome.kind === 'saved' ? outcome.path : ''));
	assert.equal(new Set(paths).size, 3);
});

test('a missing folder is reported', async t => {
	const folder = join(temporaryFolder(t), 'not-there');
	const outcome = await save(folder, [['x']]);
	assert.deepEqual(outcome, {kind: 'failed', why: {kind: 'no-folder'}});
});

test('F8: a full disk and a read-only folder are reported, and no partial file stays', async t => {
	for (const [code, why] of [
		['ENOSPC', {kind: 'full'}],
		['EDQUOT', {kind: 'full'}],
		['EROFS', {kind: 'forbidden'}],
		['EACCES', {kind: 'forbidden'}],
	] as const) {
		const folder = temporaryFolder(t);

		function* lines(): Iterable<readonly string[]> {
			yield ['x'.repeat(100_000)];
			throw Object.assign(new Error(code), {code, syscall: 'write'});
		}

		assert.deepEqual(await save(folder, lines()), {kind: 'failed', why});
		assert.deepEqual(readdirSync(folder), []);
	}
});

test('lines that throw reject, and no partial file stays', async t => {
	const folder = temporaryFolder(t);

	function* lines(): Iterable<readonly string[]> {
		yield ['x'];
		throw new TypeError('no such thing');
	}

	await assert.rejects(save(folder, lines()), TypeError);
	assert.deepEqual(readdirSync(folder), []);
});

test('D8: a long log is written in chunks, with other work between them', async t => {
	let turns = 0;
	let isSaving = true;
	const count = (): void => {
		turns++;

		if (isSaving) {
			setImmediate(count);
		}
	};
	setImmediate(count);

	const lines = Array.from({length: 100_000}, (_, index) => `line ${index} ${'x'.repeat(90)}`);
	await save(temporaryFolder(t), [lines]);
	isSaving = false;
	// Ten megabytes are some 150 chunks.
	assert.ok(turns > 100, `${turns} turns`);
});

test('D8: other work runs between empty portions', async t => {
	const others = {hadTurn: false};

	function* lines(): Iterable<readonly string[]> {
		setImmediate(() => {
			others.hadTurn = true;
		});

		for (let portion = 0; !others.hadTurn; portion++) {
			assert.ok(portion < 10_000, 'nobody had a turn');
			yield [];
		}

		yield ['at last'];
	}

	const folder = temporaryFolder(t);
	await save(folder, lines());
	assert.equal(readFileSync(join(folder, 'a.log'), 'utf8'), 'at last\n');
});

test('no lines make no file', async t => {
	const folder = temporaryFolder(t);
	assert.deepEqual(await save(folder, [[], []]), {kind: 'nothing'});
	assert.deepEqual(readdirSync(folder), []);
});

import assert from 'node:assert/strict';
import {rename} from 'node:fs/promises';
import test from 'node:test';
import {renameOn} from '../../source/storage/system-files.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';

function setUp(...codes: readonly string[]) {
	const clock = new FakeClock();
	const left = [...codes];
	const tryRename = renameOn('win32', clock, async () => {
		const code = left.shift();

		if (code !== undefined) {
			throw Object.assign(new Error(code), {code});
		}
	});
	return {clock, left, renamed: tryRename('from', 'to')};
}

test('on Windows, a file that another program has open is renamed when it is free', async () => {
	const {clock, renamed} = setUp('EPERM', 'EBUSY');

	for (const pause of [10, 40]) {
		await settle();
		clock.advance(pause);
	}

	await renamed;
});

test('a rename fails at once for another reason, and after a second if the file stays open', async () => {
	await assert.rejects(setUp('ENOENT').renamed, {code: 'ENOENT'});
	const {clock, left, renamed} = setUp(...Array.from({length: 7}, () => 'EACCES'));
	const failed = assert.rejects(renamed, {code: 'EACCES'});

	for (let waited = 0; waited < 1000; waited += 10) {
		await settle();
		clock.advance(10);
	}

	await failed;
	assert.equal(left.length, 1);
});

test('other systems need not wait', () => {
	assert.equal(renameOn('darwin', new FakeClock()), rename);
});

import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync, truncateSync} from 'node:fs';
import test from 'node:test';
import {assertNowhere} from './secrets.ts';
import {apiKey, comparable, recordLive, replay} from './watches.ts';

const minute = 60_000;

for (const scenario of ['one-success', 'hostile', 'flaky', 'dialects', 'failing']) {
	test(`${scenario}: a replay tells the same events as the watch did`, async t => {
		const {lines, file} = await recordLive(t, scenario, minute);
		assert.ok(lines.length > 5, 'something happened');
		assert.deepEqual(comparable(await replay(file)), comparable(lines));
		assert.equal(statSync(file).mode & 0o777, 0o600, 'S3');
		assertNowhere(readFileSync(file, 'utf8'), apiKey);
	});
}

test('a recording in several parts is one', async t => {
	const {lines, file} = await recordLive(t, 'one-success', minute, 2000);
	assert.ok(existsSync(`${file}.1`));
	assert.ok(statSync(file).size <= 2000);
	assert.equal(statSync(`${file}.1`).mode & 0o777, 0o600, 'S3');
	assert.deepEqual(comparable(await replay(file)), comparable(lines));
});

test('a recording that is cut off at any of its bytes is played up to the cut', async t => {
	const {file} = await recordLive(t, 'one-success', 2500);
	const whole = comparable(await replay(file));
	assert.ok(whole.length > 0);
	let longest = whole.length;

	for (let cut = statSync(file).size - 1; cut >= 0; cut--) {
		truncateSync(file, cut);
		const played = comparable(await replay(file));
		assert.deepEqual(played, whole.slice(0, played.length), `cut at ${cut}`);
		assert.ok(played.length <= longest, `cut at ${cut}`);
		longest = played.length;
	}

	assert.equal(longest, 0);
});

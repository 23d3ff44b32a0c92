import assert from 'node:assert/strict';
import {chmodSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {inspect} from 'node:util';
import {ApiKey} from '../../source/config/api-key.ts';
import {readKey, type KeyResult, type MutableEnvironment} from '../../source/config/read-key.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {temporaryFolder} from '../helpers/program.ts';

const english = messagesFor('en');

function read(env: MutableEnvironment, file: string | null = null): KeyResult {
	return readKey(env, file, english);
}

function keyFile(t: TestContext, content: string | Uint8Array, mode = 0o600): string {
	const folder = temporaryFolder(t);
	const file = join(folder, 'key');
	writeFileSync(file, content);
	chmodSync(file, mode);
	return file;
}

function keyOf(result: KeyResult): string {
	assert.equal(result.kind, 'key', JSON.stringify(result));
	return result.key.reveal();
}

function wrongOf(result: KeyResult): string {
	assert.equal(result.kind, 'wrong');
	assert.equal(result.exitCode, 3);
	assert.doesNotMatch(result.message, /[\n\r]/);
	return result.message;
}

test('the environment takes precedence over the file, and the source is reported (S2)', t => {
	const file = keyFile(t, 'cy_file');
	const first = read({CHENYU_API_KEY: ' cy_env\n'}, file);
	assert.equal(keyOf(first), 'cy_env');
	assert.equal(first.kind === 'key' && first.source, 'CHENYU_API_KEY');
	const second = read({CHENYU_API_KEY: ' '}, file);
	assert.equal(keyOf(second), 'cy_file');
	assert.equal(second.kind === 'key' && second.source, '--api-key-file');
});

test('the variable is removed, even if it is invalid (S5)', () => {
	for (const value of ['cy_env', 'two words']) {
		const env = {CHENYU_API_KEY: value, OTHER: '1'};
		read(env);
		assert.deepEqual(env, {OTHER: '1'});
	}
});

test('the key is the first line of the file, without white space and a byte order mark', t => {
	for (const content of ['cy_1', 'cy_1\n', '\uFEFFcy_1\r\n', '\n  cy_1 \nnotes\n', 'cy_1\rnotes']) {
		assert.equal(keyOf(read({}, keyFile(t, content))), 'cy_1');
	}
});

test('without a usable key the error is one line with advice', t => {
	assert.match(wrongOf(read({})), /^There is no API key\. Set CHENYU_API_KEY/);
	assert.match(wrongOf(read({}, keyFile(t, ' \n'))), /is empty/);
	assert.match(wrongOf(read({}, keyFile(t, 'x'.repeat(65_537)))), /too large/);
	assert.match(wrongOf(read({}, tmpdir())), /is not a regular file/);
	assert.match(wrongOf(read({}, '/dev/zero')), /is not a regular file/);
	assert.match(wrongOf(read({}, 'a\0b')), /cannot be read/);
});

test('a key in place of the name of its file is not printed (S4)', () => {
	const message = wrongOf(read({}, 'cy_secret'));
	assert.match(message, /cannot be read \(ENOENT\)/);
	assert.doesNotMatch(message, /cy_secret/);
});

test('a key that is invalid in a header is refused and not printed', t => {
	for (const key of ['cy_a b', 'cy_a\u0000b', 'cy_ä', 'cy_\u200B1', '“cy_1”']) {
		assert.doesNotMatch(wrongOf(read({CHENYU_API_KEY: key})), /cy_/);
		assert.match(wrongOf(read({}, keyFile(t, key))), /The key in the file of --api-key-file/);
	}

	assert.match(wrongOf(read({CHENYU_API_KEY: 'cy_1\ncy_2'})), /The key in CHENYU_API_KEY/);
});

test(
	'a key file that other users can access causes a warning (S3)',
	{skip: process.platform === 'win32'},
	t => {
		for (const [mode, told] of [
			[0o600, null],
			[0o400, null],
			[0o640, /mode 640.*chmod 600/],
			[0o604, /mode 604/],
		] as const) {
			const result = read({}, keyFile(t, 'cy_1', mode));
			assert.equal(result.kind, 'key');

			if (told === null) {
				assert.equal(result.warning, null);
			} else {
				assert.match(result.warning ?? '', told);
			}
		}
	},
);

test('only `reveal` returns the key (S4)', () => {
	const key = new ApiKey('cy_secret');
	const shown = [
		String(key),
		key.toString(),
		JSON.stringify({key}),
		inspect(key, {showHidden: true}),
		inspect({deep: {key}}, {depth: 9}),
		inspect(new Error('no', {cause: {key}})),
		JSON.stringify(Object.entries(key)),
	];
	assert.doesNotMatch(shown.join('\n'), /secret/);
	assert.equal(inspect({key}), '{ key: [key] }');
	assert.equal(key.reveal(), 'cy_secret');
});

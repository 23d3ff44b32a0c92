import assert from 'node:assert/strict';
import {chmodSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {inspect} from 'node:util';
import {ApiKey, findKey, takeKeyVariable, type KeyChoice} from '../../source/config/find-key.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {temporaryFolder} from '../helpers/program.ts';

const english = messagesFor('en');

const none: KeyChoice = {keyFile: null, keyFor: null, profile: null};

function choose(path: string | null, overrides = false): KeyChoice {
	return path === null
		? none
		: {...none, keyFile: {path, name: '--api-key-file', overridesVariable: overrides}};
}

function writeKey(t: TestContext, content: string, mode = 0o600): string {
	const file = join(temporaryFolder(t), 'key');
	writeFileSync(file, content);
	chmodSync(file, mode);
	return file;
}

function foundIn(variable: string, file: string | null = null, choice = choose(file)) {
	const found = findKey(variable, choice, english);
	assert.ok(typeof found !== 'string', JSON.stringify(found));
	return found;
}

function usageErrorOf(variable: string, file: string | null = null, choice = choose(file)): string {
	const found = findKey(variable, choice, english);
	assert.ok(typeof found === 'string');
	assert.doesNotMatch(found, /[\n\r]/);
	return found;
}

test('the environment takes precedence over the file, and the source is reported', t => {
	const file = writeKey(t, 'cy_file');
	const first = foundIn(' cy_env\n', file);
	assert.deepEqual([first.key.reveal(), first.source], ['cy_env', 'CHENYU_API_KEY']);
	const second = foundIn(' ', file);
	assert.deepEqual([second.key.reveal(), second.source], ['cy_file', '--api-key-file']);
});

test('the variable is removed', () => {
	const env = {CHENYU_API_KEY: 'two words', OTHER: '1'};
	assert.equal(takeKeyVariable(env), 'two words');
	assert.deepEqual(env, {OTHER: '1'});
	assert.equal(takeKeyVariable(env), '');
});

test('the key is the first line of the file, without white space and a byte order mark', t => {
	for (const content of ['cy_1', 'cy_1\n', '\uFEFFcy_1\r\n', '\n  cy_1 \nnotes\n', 'cy_1\rnotes']) {
		assert.equal(foundIn('', writeKey(t, content)).key.reveal(), 'cy_1');
	}
});

test('without a usable key the error is one line with advice', t => {
	assert.match(usageErrorOf(''), /^There is no API key\. Set CHENYU_API_KEY/);
	assert.match(usageErrorOf('', writeKey(t, ' \n')), /no valid key/);
	assert.match(usageErrorOf('', writeKey(t, 'x'.repeat(65_537))), /no valid key/);
	assert.match(usageErrorOf('', tmpdir()), /is not a regular file/);
	assert.match(usageErrorOf('', '/dev/zero'), /is not a regular file/);
	assert.match(usageErrorOf('', 'a\0b'), /cannot be read/);
});

test('a key in place of the name of its file is not printed', () => {
	const message = usageErrorOf('', 'cy_secret');
	assert.match(message, /cannot be read \(ENOENT\)/);
	assert.doesNotMatch(message, /cy_secret/);
});

test('a key that is invalid in a header is refused and not printed', t => {
	for (const key of ['cy_a b', 'cy_a\u0000b', 'cy_ä', 'cy_\u200B1', '“cy_1”']) {
		assert.doesNotMatch(usageErrorOf(key), /cy_/);
		assert.match(usageErrorOf('', writeKey(t, key)), /no valid key in --api-key-file/);
	}

	assert.match(usageErrorOf('cy_1\ncy_2'), /no valid key in CHENYU_API_KEY/);
});

test(
	'a key file that other users can access causes a warning',
	{skip: process.platform === 'win32'},
	t => {
		for (const [mode, expected] of [
			[0o600, null],
			[0o400, null],
			[0o640, /mode 640.*chmod 600/],
			[0o604, /mode 604/],
		] as const) {
			const [warning] = foundIn('', writeKey(t, 'cy_1', mode)).warnings;

			if (expected === null) {
				assert.equal(warning, undefined);
			} else {
				assert.match(warning ?? '', expected);
			}
		}
	},
);

test('only `reveal` returns the key', () => {
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

test('the key file of a profile takes precedence over the variable, with a warning', t => {
	const choice = {...choose(writeKey(t, 'cy_file'), true), profile: 'work'};
	const found = foundIn('cy_env', null, choice);
	assert.equal(found.key.reveal(), 'cy_file');
	assert.match(found.warnings.join('\n'), /^CHENYU_API_KEY is not used: profile work has/);
	const elsewhere = {...none, keyFor: 'https://a.example'};
	assert.match(usageErrorOf('', null, elsewhere), /^The key file in the config is for https/);
});

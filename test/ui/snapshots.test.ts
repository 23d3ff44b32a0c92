import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {messagesFor} from '../../source/i18n/index.ts';
import {allViews, folder, inAscii, snapshots} from './snapshots.ts';

const made = snapshots();

suite('snapshots of the screen; npm run snapshots writes them anew', () => {
	for (const [name, text] of made) {
		test(name, () => {
			assert.equal(text, readFileSync(join(folder, name), 'utf8'));
		});
	}
});

test('ascii: only external text is beyond ASCII', () => {
	const written = ['../helpers/sample-state.ts', '../helpers/sample-history.ts', 'snapshots.ts']
		.map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
		.join('');
	const ofService = new Set(written);
	const drawn = inAscii(allViews);
	const ours = [...new Set(drawn)].filter(
		character => character > '~' && !ofService.has(character),
	);
	assert.deepEqual(ours, []);
	assert.ok(drawn.includes('国风人像'), 'what a service wrote stays as it is');
});

test('ascii: no English text of the screen is beyond ASCII', () => {
	const {config: _config, doctor: _doctor, usage: _usage, ...shown} = messagesFor('en');
	const texts = textsOf(shown).filter(text => /[^\n -~]/.test(text));
	assert.deepEqual(texts, []);
});

/** Returns all texts in `messages`, at any depth. Functions, which make a text from arguments, are skipped. */
function textsOf(messages: unknown): readonly string[] {
	if (typeof messages === 'string') {
		return [messages];
	}

	return typeof messages === 'object' && messages !== null
		? Object.values(messages).flatMap(textsOf)
		: [];
}

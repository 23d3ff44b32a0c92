import assert from 'node:assert/strict';
import test from 'node:test';
import {keysOf} from '../../source/features/key-hints.ts';
import {keymap} from '../../source/features/keymap.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {firstKey, keysIn} from '../../source/ui/key-name.ts';
import {appearance} from '../helpers/sample.ts';
import {allSentences} from './sentences.ts';

/**
 * Matches the paths of messages that may contain names of keyboard keys. These keys are only examples, or those
 * of a prompt.
 */
const examples = /^(config\.|usage\.errors\.expects\.|palette\.none$|input\.labels\.)/;

/** Keys whose names are also common words. They are not searched for. */
const words = /^(a|up|down|left|right|home|end|enter|space|tab)$/;

/**
 * Each key, with a pattern that finds it as a separate word. The pattern ignores units, as in `5 s`, and parts of
 * other words or of code.
 */
const keys = [...new Set(keymap.flatMap(keysOf))]
	.filter(key => !words.test(key) && !/^\d$/.test(key))
	.map(key => {
		const sign = key.replaceAll(/[^\w\s]/g, String.raw`\$&`);
		const alone = /^\w/.test(key)
			? String.raw`(?<![\w¤'’"“*/:.+&-]|\d )${sign}(?![\w¤'’"”/+-])`
			: String.raw`(?<=^|[;,；，] ?|press |按 ?)${sign}(?= .)`;
		return {key, pattern: new RegExp(alone)};
	});

function keysNamedIn(sentence: string): readonly string[] {
	const text = sentence.replaceAll(/(^|\n)A /g, '$1a ');
	return keys.filter(({pattern}) => pattern.test(text)).map(({key}) => key);
}

test('no sentence contains a key: it gets its name from the keymap', () => {
	const found = allSentences()
		.filter(({place}) => !examples.test(place))
		.flatMap(({place, en, zh}) =>
			[...keysNamedIn(en), ...keysNamedIn(zh)].map(key => ({place, key, en, zh})),
		);
	assert.deepEqual(found, []);
});

test('a message names the key of a command, for its direction; without one, its name in the palette', () => {
	const own = appearance('en');
	assert.equal(firstKey('move', own, {direction: 1}), '↓');
	assert.equal(firstKey('notices', own), ':notices');
	const {notice} = messagesFor('en');
	assert.equal(notice({kind: 'paused'}, keysIn(own)), 'polling paused; P resumes');
});

test('a message names the key that was pressed as the footer does', () => {
	const {notice} = messagesFor('en');
	const sentence = notice(
		{kind: 'key-of-pane', pressed: 'right', pane: 'log'},
		keysIn(appearance('en')),
	);
	assert.equal(sentence, '→ works in the Log pane; 3 goes there');
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {helpGroups} from '../../source/keys/hints.ts';
import {helpLength, helpLines} from '../../source/screen/help-lines.ts';
import {texts} from './draw.ts';
import {look} from './sample.ts';

const overlay = {kind: 'help', top: 0, length: helpLength()} as const;

test('the help lists every binding under where it works', () => {
	const lines = texts(helpLines(overlay, {width: 78, height: helpLength() + 2}, look()));
	assert.equal(lines[0], `▸Help ─ esc back ${'─'.repeat(61)}`);
	assert.equal(lines[1], ' Everywhere');
	assert.ok(lines.some(line => /^ {3}↑ k ↓ j {2,}one line up or down$/.test(line)));
	assert.equal(lines.length, helpLength() + 2);
	assert.equal(lines.at(-1), '');
	const bindings = helpGroups().flatMap(group => group.bindings);
	assert.equal(lines.filter(line => line.startsWith('   ')).length, bindings.length);
});

test('no sentence of the help is cut at 80 columns', () => {
	for (const language of ['en', 'zh'] as const) {
		const lines = helpLines(overlay, {width: 78, height: 100}, look(language));
		assert.ok(texts(lines).every(line => !line.includes('…')));
	}
});

test('it scrolls, stops at its end, and says how much is below', () => {
	const extent = {width: 60, height: 12};
	const from = (top: number): readonly string[] =>
		texts(helpLines({...overlay, top}, extent, look('zh')));
	assert.equal(from(0).at(-1), ` ↓ 还有 ${helpLength() - 10} 行`);
	assert.equal(from(3)[1], from(0)[4]);
	assert.deepEqual(from(999), from(helpLength() - 10));
	assert.equal(from(999).at(-1), '');
});

test('it has as many rows in every language and at every width', () => {
	for (const width of [18, 40, 198]) {
		for (const language of ['en', 'zh'] as const) {
			const lines = texts(helpLines(overlay, {width, height: 200}, look(language)));
			assert.equal(
				lines.slice(1).findLastIndex(line => line !== ''),
				helpLength() - 1,
			);
		}
	}
});

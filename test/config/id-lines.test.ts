import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {IdLines, type IdLine} from '../../source/config/id-lines.ts';

function read(...pieces: readonly string[]): readonly IdLine[] {
	const lines = new IdLines();
	return [...pieces.flatMap(piece => lines.push(piece)), ...lines.end()];
}

function ids(...pieces: readonly string[]): readonly string[] {
	return read(...pieces).flatMap(line => (line.kind === 'id' ? [line.id] : []));
}

test('an id is a trimmed line; empty lines and repeated ids are skipped', () => {
	assert.deepEqual(ids('a\n\n  b \r\na\n\t\n c'), ['a', 'b', 'c']);
	assert.deepEqual(ids('\uFEFFa\n'), ['a']);
	assert.deepEqual(ids(''), []);
	assert.deepEqual(ids('-x\n--json\n12\n晨羽'), ['-x', '--json', '12', '晨羽']);
});

test('a line with a list or with an address has the ids in it, as an argument has', () => {
	assert.deepEqual(ids('wfrun_1,wfrun_2, wfrun_3\nwfrun_2，wfrun_4\n'), [
		'wfrun_1',
		'wfrun_2',
		'wfrun_3',
		'wfrun_4',
	]);
	assert.deepEqual(ids('https://www.chenyu.cn/console/wfrun_0123456789abcdef0198?tab=wfrun_b2\n'), [
		'wfrun_0123456789abcdef0198',
		'wfrun_b2',
	]);
	assert.deepEqual(read('https://www.chenyu.cn/\nwfrun_1,a b\n'), [
		{kind: 'bad', line: 1, text: 'https://www.chenyu.cn/'},
		{kind: 'bad', line: 2, text: 'wfrun_1,a b'},
	]);
});

test('an invalid line is reported with its number, as safe text (T1)', () => {
	assert.deepEqual(read('a\nb c\n\u001B[31mred\n'), [
		{kind: 'id', id: 'a'},
		{kind: 'bad', line: 2, text: 'b c'},
		{kind: 'bad', line: 3, text: '^[[31mred'},
	]);
	assert.equal(read('x'.repeat(257))[0]?.kind, 'bad');
	assert.equal(read('x'.repeat(256))[0]?.kind, 'id');
	assert.equal(read('\uFFFD\n')[0]?.kind, 'bad');
});

test('an endless line takes bounded memory and is one invalid line', () => {
	const lines = new IdLines();

	for (let piece = 0; piece < 1000; piece++) {
		assert.deepEqual(lines.push('x'.repeat(65_536)), []);
	}

	assert.equal(lines.push('\nok\n').length, 2);
	assert.ok(ids(' '.repeat(1000), 'a').includes('a'));
});

test('the result does not depend on how the text is split into pieces (property)', () => {
	const text = fc.string({unit: fc.constantFrom('a', 'b', ' ', '\n', '\r', '\t', '羽')});
	fc.assert(
		fc.property(fc.array(text), pieces => {
			assert.deepEqual(read(...pieces), read(pieces.join('')));
		}),
	);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {prettyJson} from '../../../source/core/text/json-text.ts';
import {entryLines, messageRows} from '../../../source/features/log/entry-text.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {texts} from '../../helpers/draw.tsx';
import {appearance, run} from '../../helpers/sample.ts';
import {entry, name} from '../../helpers/values.ts';

test('an entry is shown with all of its fields, line by line', () => {
	const shown = entry('one\ntwo\rthree four five', 3, {
		eventType: name('progress'),
		nodeId: name('7'),
		progressPercent: 42.5,
		step: {value: 3, max: 20, fraction: 0.15},
	});
	const [first, time, ...lines] = texts(
		entryLines({entry: shown, run: run('wfrun_1')}, 60, appearance()),
	);
	assert.equal(first, 'run         wfrun_1');
	assert.match(time ?? '', /^time        2026-05-08 \d\d:\d\d:03 \S+$/);
	assert.deepEqual(lines, [
		'level       info',
		'type        progress',
		'node        7',
		'progress    42.5%',
		'step        3/20, fraction 0.15',
		'',
		'one',
		'two',
		'three four five',
	]);
});

test('JSON is shown as a tree, with its literals unchanged; other text is not', () => {
	assert.deepEqual(prettyJson('{"n":12345678901234567890,"c":1.50}'), [
		'{',
		'  "n": 12345678901234567890,',
		'  "c": 1.50',
		'}',
	]);
	const others = ['{not json}', 'plain', '12', '['.repeat(100_000)];
	assert.deepEqual(others.map(prettyJson), [null, null, null, null]);
});

test('the tree equals the text (property)', () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())),
			value => {
				const text = JSON.stringify(value);
				const lines = prettyJson(text);
				assert.deepEqual(JSON.parse(lines?.join('\n') ?? ''), JSON.parse(text));
				assert.deepEqual(lines?.join('\n'), JSON.stringify(JSON.parse(text), null, 2));
			},
		),
	);
});

test('rows fit the width, and a very long message is cut with a note', () => {
	const {rows, isCut} = messageRows(entry('中文 and words '.repeat(20_000)), 30);
	assert.ok(rows.length === 500);
	assert.ok(rows.every(row => cellWidth(row) <= 30));
	assert.ok(isCut);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {prettyJson} from '../../../../source/core/text/pretty-json.ts';
import {cleanName} from '../../../../source/core/text/sanitize.ts';
import {entryRows} from '../../../../source/features/log/entry/rows.ts';
import {cellWidth} from '../../../../source/terminal/width.ts';
import {entry, name} from '../../../helpers/values.ts';

const run = cleanName('wfrun_1');

test('an entry is shown with all of its fields, line by line', () => {
	const {fields, message} = entryRows(
		entry('one\ntwo\rthree four five', 3, {
			eventType: name('progress'),
			nodeId: name('7'),
			progressPercent: 42.5,
			step: {value: 3, max: 20, fraction: 0.15},
		}),
		run,
		16,
	);
	assert.deepEqual(
		fields.map(({field, texts}) => `${field}: ${texts?.join('|')}`),
		[
			'run: wfru|n_1',
			'time: undefined',
			'level: info',
			'type: prog|ress',
			'node: 7',
			'progress: undefined',
			'step: 3/20|, fr|acti|on|0.15',
		],
	);
	assert.deepEqual(message, ['one', 'two', 'three four five']);
});

test('T6: a line with carriage returns is shown whole', () => {
	assert.deepEqual(entryRows(entry('real\rfake'), run, 40).message, ['real', 'fake']);
});

test('JSON is shown as a tree, with its literals unchanged', () => {
	assert.deepEqual(prettyJson('{"a":[1,{}],"b":"x, {y}\\"","n":12345678901234567890,"a":1.50}'), [
		'{',
		'  "a": [',
		'    1,',
		'    {}',
		'  ],',
		'  "b": "x, {y}\\"",',
		'  "n": 12345678901234567890,',
		'  "a": 1.50',
		'}',
	]);
	assert.equal(prettyJson('{not json}'), null);
	assert.equal(prettyJson('plain'), null);
	assert.equal(prettyJson('12'), null);
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
	const {message, cut} = entryRows(entry('中文 and words '.repeat(20_000)), run, 30);
	assert.ok(message.length < 600);
	assert.ok(message.every(row => cellWidth(row) <= 30));
	assert.ok(cut > 200_000);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {entryRows} from '../../../../source/features/log/entry/rows.ts';
import {prettyJson} from '../../../../source/core/text/pretty-json.ts';
import {cleanName} from '../../../../source/core/text/sanitize.ts';
import {cellWidth} from '../../../../source/terminal/width.ts';
import {entry, name} from '../../../helpers/values.ts';

const run = cleanName('wfrun_1');

test('an entry is shown with all of its fields, line by line', () => {
	const rows = entryRows(
		entry('one\ntwo\rthree four five', 3, {
			eventType: name('progress'),
			nodeId: name('7'),
			progressPercent: 42.5,
			step: {value: 3, max: 20, fraction: 0.15},
		}),
		run,
		16,
	);
	const fields = rows.flatMap(row => (row.kind === 'field' ? [`${row.field} ${row.text}`] : []));
	assert.deepEqual(fields, [
		'run wfru',
		'run n_1',
		'time null',
		'level info',
		'type prog',
		'type ress',
		'node 7',
		'progress null',
		'step 3/20',
		'step , fr',
		'step acti',
		'step on',
		'step 0.15',
	]);
	assert.deepEqual(messageOf(rows), ['one', 'two', 'three four five']);
});

test('T6: a line with carriage returns is shown whole', () => {
	assert.deepEqual(messageOf(entryRows(entry('real\rfake'), run, 40)), ['real', 'fake']);
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
	const rows = entryRows(entry('中文 and words '.repeat(20_000)), run, 30);
	assert.ok(rows.length < 600);
	assert.ok(messageOf(rows).every(row => cellWidth(row) <= 30));
	const last = rows.at(-1);
	assert.ok(last?.kind === 'cut' && last.characters > 200_000);
});

function messageOf(rows: ReturnType<typeof entryRows>): readonly string[] {
	return rows.flatMap(row => (row.kind === 'message' ? [row.text] : []));
}

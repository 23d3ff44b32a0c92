import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {parseLogQuery, queryTerm, withQueryTerm} from '../../../source/core/log/log-query.ts';
import {entry, name} from '../../helpers/values.ts';

const log = [
	entry('loading', 0, {nodeId: name('4')}),
	entry('low VRAM, tile 8', 1, {nodeId: name('5'), level: name('warn'), severity: 'warn'}),
	entry('OOM at tile 16', 2, {nodeId: name('5'), level: name('error'), severity: 'error'}),
	entry('OOM again', 3, {nodeId: name('15'), level: name('error'), severity: 'error'}),
	entry('took 1:30, mode: fp16', 4),
];

test('levels, nodes and negated words hide entries; other words find them', () => {
	for (const [text, shown, found] of [
		['', [0, 1, 2, 3, 4], null],
		['level:warn', [1, 2, 3], null],
		['level:ERR node:n5', [2], null],
		['node:5 oom', [1, 2], [2]],
		['level:warn node:n5 oom -tile', [], []],
		['-tile oom', [0, 3, 4], [3]],
		['-level:warn', [0, 4], null],
		['Oom', [0, 1, 2, 3, 4], []],
		['mode:', [0, 1, 2, 3, 4], [4]],
		['1:30', [0, 1, 2, 3, 4], [4]],
		['node：n5', [1, 2], null],
	] as const) {
		const {shows, finds} = parseLogQuery(text);
		const passing = log.flatMap((each, index) => (shows(each) ? [index] : []));
		assert.deepEqual(passing, shown, text);
		const hits = passing.filter(index => finds?.(log[index] ?? entry('')) === true);
		assert.deepEqual(finds === null ? null : hits, found, text);
	}
});

test('an unknown level is named, and hides nothing', () => {
	for (const [text, isUnknown] of [
		['level:weird', true],
		['level:', false],
	] as const) {
		const query = parseLogQuery(text);
		assert.deepEqual([query.hasUnknownLevel, log.every(query.shows)], [isUnknown, true], text);
	}
});

test('a term is set and removed, and the others stay', () => {
	assert.equal(withQueryTerm('oom level:info -tile', 'level', 'error'), 'level:error oom -tile');
	assert.equal(withQueryTerm('level:error oom', 'level', null), 'oom');
	assert.equal(withQueryTerm('oom', 'node', 'my node'), 'node:"my node" oom');
	assert.equal(withQueryTerm('node:"my node" oom', 'node', null), 'oom');
	assert.equal(queryTerm('oom node:"my node"', 'node'), 'my node');
	assert.equal(queryTerm('oom -node:n5', 'node'), null);
});

test('no text throws (property)', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			const {shows, finds} = parseLogQuery(text);
			assert.ok(typeof shows(entry(text)) === 'boolean' && finds?.(entry(text)) !== null);
		}),
	);
});

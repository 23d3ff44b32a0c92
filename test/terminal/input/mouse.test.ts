import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {KeyFilter} from '../../../source/terminal/input/key-filter.ts';
import {parseMouse, type MouseEvent} from '../../../source/terminal/input/mouse.ts';

test('parses clicks and the wheel with their cells', () => {
	assert.deepEqual(parseMouse('<0;1;1M'), {kind: 'click', column: 0, row: 0});
	assert.deepEqual(parseMouse('<64;300;100M'), {kind: 'wheel-up', column: 299, row: 99});
	assert.deepEqual(parseMouse('<65;12;5M'), {kind: 'wheel-down', column: 11, row: 4});
	// The wheel with shift or ctrl.
	assert.deepEqual(parseMouse('<81;12;5M'), {kind: 'wheel-down', column: 11, row: 4});
});

test('distinguishes ignored reports from other sequences', () => {
	for (const nothing of [
		'<0;1;1m',
		'<1;1;1M',
		'<2;1;1M',
		'<16;1;1M',
		'<35;1;1M',
		'<66;1;1M',
		'<0;0;1M',
	]) {
		assert.equal(parseMouse(nothing), 'ignored', nothing);
	}

	for (const other of ['<0;1M', '0;1;1M', '<0;1;1t', 'A', '<0;1;1MM', '']) {
		assert.equal(parseMouse(other), null, other);
	}
});

test('T12: emits each report once and no key, however the input is split', () => {
	const report = fc
		.record({
			button: fc.constantFrom(0, 64, 65),
			column: fc.integer({min: 1, max: 999}),
			row: fc.integer({min: 1, max: 999}),
		})
		.map(({button, column, row}) => `\u001B[<${button};${column};${row}M`);
	const letters = fc.constantFrom('j', 'q', '文', '\r', '\u001B[A');

	fc.assert(
		fc.property(fc.array(fc.oneof(report, letters)), fc.array(fc.nat(200)), (sent, cuts) => {
			const events: MouseEvent[] = [];
			const filter = new KeyFilter(
				() => {},
				event => events.push(event),
			);
			const text = sent.join('');
			const edges = [
				0,
				...cuts.filter(cut => cut < text.length).sort((a, b) => a - b),
				text.length,
			];
			const keys = edges.slice(1).map((edge, index) => filter.push(text.slice(edges[index], edge)));
			const isReport = (chunk: string) => chunk.startsWith('\u001B[<');
			assert.equal(keys.join(''), sent.filter(chunk => !isReport(chunk)).join(''));
			assert.equal(events.length, sent.filter(isReport).length);
		}),
	);
});

test('drops an incomplete report', () => {
	for (const chunk of ['\u001B[<0;1', '\u001B[M!']) {
		const filter = new KeyFilter();
		assert.equal(filter.push(chunk), '');
		assert.equal(filter.expire(), '');
		assert.equal(filter.push('j'), 'j');
	}
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {parseMouse} from '../../../source/terminal/input/mouse.ts';

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

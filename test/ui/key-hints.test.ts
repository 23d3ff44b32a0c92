import assert from 'node:assert/strict';
import test from 'node:test';
import {keyHintsLine} from '../../source/ui/key-hints.ts';
import {hints, texts} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';

test('key hints leave out the last ones that do not fit, but not the help key', () => {
	const lines = [40, 30, 20, 6, 5].map(width => keyHintsLine(hints, width, appearance()));
	assert.deepEqual(texts(lines), [
		'↑↓ move  tab pane  / filter  ? help',
		'↑↓ move  tab pane  ? help',
		'↑↓ move  ? help',
		'? help',
		'',
	]);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {promptLine} from '../../source/ui/prompt-line.ts';
import {texts} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';

test('a prompt shows the end of a long text, and warns of an invalid search', () => {
	const prompt = (text: string, purpose: 'filter' | 'search' = 'filter') =>
		promptLine({purpose, text, before: ''}, 30, appearance());
	assert.deepEqual(
		texts([prompt(''), prompt('文生图'), prompt(`${'x'.repeat(100)}end`), prompt('/(/', 'search')]),
		[
			'filter runs: ▏',
			'filter runs: 文生图▏',
			'filter runs: …xxxxxxxxxxxxend▏',
			'search log: ▏  invalid regula…',
		],
	);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {promptLine} from '../../source/ui/prompt-line.ts';
import {texts} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';

test('a prompt shows the end of a long text before the caret, and warns of an invalid search', () => {
	const prompt = (text: string, purpose: 'filter' | 'search' = 'filter') => {
		const {line, caret} = promptLine({purpose, text, before: ''}, 30, appearance());
		return [texts([line])[0], caret];
	};
	assert.deepEqual(
		[prompt(''), prompt('文生图'), prompt(`${'x'.repeat(100)}end`), prompt('/(/', 'search')],
		[
			['filter runs:', 13],
			['filter runs: 文生图', 19],
			['filter runs: …xxxxxxxxxxxxend', 29],
			['search log:    invalid regula…', 12],
		],
	);
});

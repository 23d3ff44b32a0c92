import assert from 'node:assert/strict';
import test from 'node:test';
import {promptLine} from '../../source/ui/prompt-line.ts';
import {texts} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';

test('a prompt shows the part of a long text around the caret, and warns of an invalid search', () => {
	const prompt = (
		text: string,
		purpose: 'filter' | 'search' = 'filter',
		caretAt: number = text.length,
	) => {
		const input = {purpose, text, caret: caretAt, before: ''} as const;
		const {line, caret} = promptLine(input, 30, appearance());
		return [texts([line])[0], caret];
	};
	assert.deepEqual(
		[
			prompt(''),
			prompt('文生图'),
			prompt('文生图', 'filter', 1),
			prompt(`${'x'.repeat(100)}end`),
			prompt(`start${'x'.repeat(100)}`, 'filter', 2),
			prompt(`${'x'.repeat(50)}12${'x'.repeat(50)}`, 'filter', 51),
			prompt('/(/', 'search'),
		],
		[
			['filter runs:', 13],
			['filter runs: 文生图', 19],
			['filter runs: 文生图', 15],
			['filter runs: …xxxxxxxxxxxxend', 29],
			['filter runs: startxxxxxxxxxx…', 15],
			['filter runs: …xxxxxxxxx12xxx…', 24],
			['search log:    invalid regula…', 12],
		],
	);
});

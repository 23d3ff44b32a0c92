import assert from 'node:assert/strict';
import test from 'node:test';
import type {PreviewContent} from '../../../../source/core/output/output-view.ts';
import {cleanName, foreignName} from '../../../../source/core/text/sanitize.ts';
import type {TextModel} from '../../../../source/features/outputs/preview/read-text.ts';
import type {PreviewModel} from '../../../../source/features/outputs/select.ts';
import {overlayLines, texts} from '../../../helpers/draw.tsx';
import {overlayModel} from '../../../helpers/sample-model.ts';
import {appearance, output, run} from '../../../helpers/sample.ts';
import {outputProblems} from '../../../i18n/samples.ts';

const extent = {width: 60, height: 8};
const overlay = {kind: 'output', scrollTop: 0} as const;
const image = {
	...output('image', 'n9_images', 'https://a.example/x'),
	name: foreignName('cat.png'),
};

function viewer(content: PreviewContent, text: TextModel | null = null): PreviewModel {
	return {output: image, content, picture: null, text};
}

function lines(model: PreviewModel, language: 'en' | 'zh' = 'en') {
	return overlayLines(overlayModel(overlay, model), extent, appearance(language));
}

test('a picture has its number in the title, but none after its link has expired', () => {
	const choice = {count: 3, marked: 2, isMarked: true, thumbnails: null, run: run('wfrun_1')};
	const title = (number: number) => {
		const picture = {number, ...choice, label: null, inputs: [], detailRows: 1};
		return texts(lines({...viewer({kind: 'loading'}), picture}))[0] ?? '';
	};
	assert.match(title(2), /n9_images ─ 2 of 3 ─ 2 marked ─ • marked ─ cat/);
	assert.match(title(0), /n9_images ─ 2 marked ─ • marked ─ cat/);
});

test('a text shows its rows, hits, and whether there is more', () => {
	const text: TextModel = {
		rows: [
			{text: 'a cat', hits: [{from: 2, to: 5}], current: true},
			{text: 'cats', hits: [{from: 0, to: 3}], current: false},
		],
		above: false,
		below: true,
		search: 'cat',
		hits: 4,
		hitNumber: 2,
	};
	const lineTexts = Array.from({length: 7}, () => cleanName(''));
	const document = {lines: lineTexts, exact: '', size: 99, isTruncated: true};
	const model = overlayModel(overlay, viewer({kind: 'text', document}, text));
	const drawn = overlayLines(model, {width: 90, height: 3}, appearance());
	assert.deepEqual(texts(drawn), [
		'▸n9_images ─ cat.png ─ 7 lines ─ 99 B ─ only the beginning ─ hit 2 of 4 ─ … esc back ─ ↓',
		' a cat',
		' cats',
	]);
	assert.equal(drawn[1]?.find(({styleName}) => styleName === 'current-hit')?.text, 'cat');
	assert.equal(drawn[2]?.find(({styleName}) => styleName === 'hit')?.text, 'cat');
});

test('every problem has its own sentence in both languages', () => {
	for (const language of ['en', 'zh'] as const) {
		const sentences = outputProblems.map(why =>
			texts(lines(viewer({kind: 'failed', why}), language))
				.slice(1)
				.join('')
				.trim(),
		);
		assert.equal(new Set(sentences).size, outputProblems.length);
		assert.ok(
			sentences.every(sentence => /[^.。][.。]$/.test(sentence)),
			sentences.join('\n'),
		);
	}
});

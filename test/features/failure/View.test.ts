import assert from 'node:assert/strict';
import {test} from 'node:test';
import {adviceKinds} from '../../../source/core/failure/advice.ts';
import type {FailureCard} from '../../../source/core/failure/failure-card.ts';
import {failureHintRows} from '../../../source/features/failure/rows.ts';
import {messagesFor} from '../../../source/i18n/index.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {overlayModel} from '../../helpers/sample-model.ts';
import {appearance, execution, run} from '../../helpers/sample.ts';
import {bareCard, cardOf, failed} from './cards.ts';

function draw(card: FailureCard, width: number, height: number, language: 'en' | 'zh' = 'en') {
	const overlay = {kind: 'failure', id: 'wfrun_1', scrollTop: 0} as const;
	return overlayLines(overlayModel(overlay, card), {width, height}, appearance(language));
}

test('the card shows reason, node, cost, advice and the entries before', () => {
	assert.deepEqual(texts(draw(cardOf(), 80, 20)), [
		'▸Why it failed                                                        esc back',
		' reason      CUDA out of memory',
		' detail      torch.OutOfMemoryError: tried to allocate 4.50 GiB',
		' code        NODE_EXECUTION_FAILED · status 500',
		' node        n7 for 16s · UltimateSDUpscale',
		' first error 10:02:11 tile 16: out of memory',
		' cost        ¥0.0342',
		' time        ran 20s · ended 10:02:11',
		' run         wfrun_1 · 4x 放大',
		'',
		' What to try',
		'   The GPU ran out of memory: try a smaller image, batch or tile size.',
		'   Or use a lighter model (fp8, tiled VAE). Retrying unchanged may work.',
		'',
		' The 2 entries before the error',
		'  10:01:55   n7  UltimateSDUpscale',
		'  10:02:06 W     low VRAM',
		'',
		'',
		'',
	]);
	const chinese = texts(draw(cardOf(), 80, 20, 'zh')).join('\n');
	assert.match(chinese, /失败原因[^]*用时 16秒[^]*可以尝试[^]*显存不足/);
});

test('a detail that repeats the reason is left out', () => {
	const {error} = cardOf();
	assert.ok(error !== null);
	const card = {...cardOf(), error: {...error, detail: error.reason}};
	assert.match(texts(draw(card, 80, 20))[2] ?? '', /^ code/);
});

test('the reason has the style of a failure, and its detail and code have not', () => {
	const bad = draw(cardOf(), 80, 5)
		.flat()
		.filter(({styleName}) => styleName === 'bad')
		.map(({text}) => text.trim());
	assert.deepEqual(bad, ['CUDA out of memory']);
});

// The longest name of a key.
test('each advice fits a row of 80 columns in both languages', () => {
	for (const language of ['en', 'zh'] as const) {
		for (const kind of adviceKinds) {
			for (const sentence of messagesFor(language).failure.try(kind, () => 'shift+tab')) {
				assert.ok(cellWidth(sentence) <= 72, `${kind}: ${sentence} (${cellWidth(sentence)})`);
			}
		}
	}
});

test('a canceled run and missing fields have placeholders', () => {
	const text = texts(draw({...bareCard, before: [null]}, 80, 20)).join('\n');
	assert.match(text, /▸Canceled/);
	assert.match(text, /reason +It was canceled; the service gave no reason\./);
	assert.match(text, /cost +not known\n time +not known/);
	assert.match(text, /No entries before the error/);
});

test('the run pane of a failed run shows the node and the advice; an unfinished run has none', () => {
	assert.deepEqual(texts(failureHintRows(failed, 90, appearance())), [
		'  in node n7 for 16s · x for details',
		'  The GPU ran out of memory: try a smaller image, batch or tile size.',
	]);
	const unfinished = run('a', {execution: execution('running')});
	assert.deepEqual(failureHintRows(unfinished, 90, appearance()), []);
});

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {adviceKinds, type FailureCard} from '../../../source/core/failure-card.ts';
import {failureHintRows} from '../../../source/features/failure/rows.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {overlayModel} from '../../helpers/sample-model.ts';
import {appearance, execution, run} from '../../helpers/sample.ts';
import {cardOf, failed} from './cards.ts';

function draw(card: FailureCard, width: number, height: number, language: 'en' | 'zh' = 'en') {
	const overlay = {kind: 'failure', id: 'wfrun_1', scrollTop: 0} as const;
	return overlayLines(overlayModel(overlay, card), {width, height}, appearance(language));
}

test('the card shows reason, node, cost, advice and the entries before', () => {
	const lines = draw(cardOf(), 80, 22);
	const rows = texts(lines);
	assert.deepEqual(rows.slice(1, 6), [
		' CUDA out of memory',
		' torch.OutOfMemoryError: tried to allocate 4.50 GiB',
		' code         NODE_EXECUTION_FAILED · status 500',
		' node         n7 UltimateSDUpscale · for 16s',
		' first error  10:02:11 E n7  tile 16: out of memory',
	]);
	assert.deepEqual(rows.slice(17), [
		' Entries before the error: 2',
		'   10:01:55   n7  UltimateSDUpscale',
		'   10:02:06 W     low VRAM',
		'',
		'',
	]);
	const bad = lines.flat().find(({styleName}) => styleName === 'bad');
	assert.equal(bad?.text.trim(), 'CUDA out of memory');
	const chinese = texts(draw(cardOf(), 80, 22, 'zh')).join('\n');
	assert.match(chinese, /失败原因[^]*用时 16秒[^]*可以尝试[^]*显存不足/);
	const {error} = cardOf();
	assert.ok(error !== null);
	const repeated = cardOf({error: {...error, detail: error.reason}});
	assert.match(texts(draw(repeated, 80, 20))[2] ?? '', /^ code/, 'the detail repeats the reason');
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

test('the run pane of a failed run shows the node and the advice; an unfinished run has none', () => {
	assert.deepEqual(texts(failureHintRows(failed, 90, appearance())), [
		'  in node n7 for 16s · x for details',
		'  The GPU ran out of memory: try a smaller image, batch or tile size.',
	]);
	const unfinished = run('a', {execution: execution('running')});
	assert.deepEqual(failureHintRows(unfinished, 90, appearance()), []);
});

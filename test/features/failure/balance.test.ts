import assert from 'node:assert/strict';
import test from 'node:test';
import {cardLines} from '../../../source/features/failure/View.tsx';
import {selectOverlay} from '../../../source/features/index.ts';
import type {Action} from '../../../source/store/action.ts';
import {textOf} from '../../../source/ui/line.ts';
import {invoked, stateAfter, watching} from '../../helpers/play.ts';
import {appearance, money} from '../../helpers/sample.ts';
import {polled, start} from '../../helpers/values.ts';
import {errorOf} from './cards.ts';

const balance: Action = {
	type: 'balanceLoaded',
	at: start,
	balance: {prepaid: money('0.3'), cards: money('0.12')},
};

/** Returns the lines of the open failure card of a run that failed for `reason`. */
function cardAfter(reason: string, ...actions: readonly Action[]): readonly string[] {
	const failed = polled('a', {phase: 'failed', error: errorOf(reason)});
	const state = stateAfter(watching(['a']), failed, invoked({type: 'failure'}), ...actions);
	const overlay = selectOverlay(state);
	assert.ok(overlay?.kind === 'failure' && overlay.content !== null);
	const lines = cardLines(overlay.content, start, 78, appearance());
	return lines.map(textOf).filter(line => line.startsWith('balance'));
}

test('the card of a failure for lack of money has the balance, if it is known', () => {
	assert.deepEqual(cardAfter('余额不足', balance), ['balance     ¥0.42']);
	assert.deepEqual(cardAfter('余额不足'), []);
	assert.deepEqual(cardAfter('out of memory', balance), []);
});

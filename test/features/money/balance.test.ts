import assert from 'node:assert/strict';
import test from 'node:test';
import {parseMoney} from '../../../source/core/money/money.ts';
import {selectMoney} from '../../../source/features/money/state.ts';
import {selectHeader} from '../../../source/features/screen-model.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {money} from '../../helpers/sample.ts';
import {start} from '../../helpers/values.ts';

const minute = 60_000;
const session = {period: 'session'} as const;

function begin(lowBalance: string | null = null): State {
	return {...watching([]), lowBalance: parseMoney(lowBalance)};
}

function left(prepaid: string, at = start, cards = '0'): Action {
	return {type: 'balanceLoaded', at, balance: {prepaid: money(prepaid), cards: money(cards)}};
}

function noticeOf({view}: State): unknown {
	return view.notice?.notice ?? null;
}

test('the header and the view have the exact sum', () => {
	assert.equal(selectHeader(begin()).balance, null);
	assert.equal(selectMoney(begin(), session).balance, null);
	const state = stateAfter(begin(), left('0.1', start, '0.2'));
	assert.equal(selectHeader(state).balance, '0.3');
	const {balance} = selectMoney(state, session);
	assert.deepEqual(balance, {prepaid: '0.1', cards: '0.2', sum: '0.3', isLow: false});
});

test('a failed request keeps what is known', () => {
	const failed: Action = {type: 'balanceLoaded', at: start, balance: null};
	assert.deepEqual(stateAfter(begin(), failed).balance.latest, null);
	assert.equal(stateAfter(begin(), failed).balance.isAnswered, true);
	const state = stateAfter(begin(), left('3'), failed);
	assert.equal(selectHeader(state).balance, '3');
});

test('the warning comes once, and again only after the balance was higher', () => {
	const low = (balance: string) => ({kind: 'low-balance', balance, limit: '5'});
	assert.deepEqual(noticeOf(stateAfter(begin('5'), left('1'))), low('1'));
	assert.equal(noticeOf(stateAfter(begin(), left('1'))), null, 'without a limit');
	const equal = stateAfter(begin('5'), left('4', start, '1'));
	assert.equal(noticeOf(equal), null);
	const below = stateAfter(equal, left('3.99999999', start + minute, '1'));
	assert.deepEqual(noticeOf(below), low('4.99999999'));
	assert.equal(selectHeader(below).isBalanceLow, true);
	const later = {type: 'ticked', at: start + 2 * minute} as const;
	const lower = stateAfter(below, later, left('4', start + 2 * minute));
	assert.equal(noticeOf(lower), null);
	const above = stateAfter(lower, left('8', start + 3 * minute));
	assert.equal(noticeOf(above), null);
	assert.deepEqual(noticeOf(stateAfter(above, left('2', start + 4 * minute))), low('2'));
});

test('while the view is open, the balance is kept fresh', () => {
	const looks = play(begin(), '$ $').effects.filter(({type}) => type === 'lookAtBalance');
	assert.deepEqual(looks, [
		{type: 'lookAtBalance', isLookedAt: true},
		{type: 'lookAtBalance', isLookedAt: false},
	]);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {noMoney, parseMoney} from '../../../source/core/money/money.ts';
import {selectMoney, unknownDay} from '../../../source/features/money/state.ts';
import {selectHeader} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {added, stateAfter, watching} from '../../helpers/play.ts';
import {polled, start} from '../../helpers/values.ts';

function begin(ids: readonly string[], budget: string | null = null): State {
	return {...watching(ids), budget: parseMoney(budget)};
}

function costs(id: string, cost: string, change: Parameters<typeof polled>[1] = {}, at = start) {
	return polled(id, {totalCost: parseMoney(cost), ...change}, [], at);
}

test("the session's cost is of the runs that were not final at their first response", () => {
	const state = stateAfter(
		begin(['going', 'over', 'new']),
		costs('going', '0.01'),
		costs('over', '5', {phase: 'succeeded', createdAt: start - 1}),
		costs('new', '0.1', {phase: 'succeeded', createdAt: start + 1}),
		costs('going', '0.03'),
		costs('going', '0.03000001', {phase: 'failed'}),
	);
	assert.equal(state.sessionCost.spent, '0.13000001');
	assert.equal(selectHeader(state).spent, '0.13000001');
});

test('a dropped run stays in the sum, and counts once if it is added again', () => {
	const dropped = stateAfter(begin(['a']), costs('a', '0.25'), '-');
	const over = costs('a', '0.4', {phase: 'succeeded', createdAt: start - 1});
	const back = stateAfter(dropped, added(['a']), over);
	assert.deepEqual(
		[dropped, back].map(({sessionCost}) => sessionCost.spent),
		['0.25', '0.4'],
	);
});

test('the notice about the budget comes once, when the cost exceeds it', () => {
	const met = stateAfter(begin(['a'], '0.5'), costs('a', '0.5'));
	assert.equal(met.view.notice, null);
	const passed = stateAfter(met, costs('a', '0.50000001'));
	const notice = {kind: 'budget-passed', spent: '0.50000001', budget: '0.5'};
	assert.deepEqual(passed.view.notice?.notice, notice);
	const later = stateAfter(passed, {type: 'ticked', at: start + 60_000}, costs('a', '0.9'));
	assert.equal(later.view.notice, null);
	assert.deepEqual([selectHeader(later).spent, selectHeader(later).budget], ['0.9', '0.5']);
});

test('a daily budget counts what other sessions spent today, and of this one only what it spent today', () => {
	const day = (others: string, from = start - 1000, at = start) => ({
		type: 'daySpendingLoaded' as const,
		at,
		from,
		others: parseMoney(others) ?? noMoney,
	});
	const spent = (state: State) => [
		selectHeader(state).spent,
		selectMoney(state, {period: 'session'}).spent,
	];
	const begun = stateAfter({...begin(['a'], '1'), daySpending: unknownDay}, costs('a', '0.25'));
	assert.deepEqual(spent(begun), ['0.25', '0.25']);
	const known = stateAfter(begun, day('0.5'));
	assert.deepEqual(spent(known), ['0.75', '0.25']);
	assert.equal(known.view.notice, null);
	const passed = stateAfter(known, day('0.8', start - 1000, start + 60_000));
	const notice = {kind: 'budget-passed', spent: '1.05', budget: '1'};
	assert.deepEqual(passed.view.notice?.notice, notice);
	const tomorrow = stateAfter(passed, day('0', start + 5000, start + 5000));
	assert.deepEqual(spent(tomorrow), ['0', '0.25']);
	assert.deepEqual(spent(stateAfter(tomorrow, costs('a', '0.3'))), ['0.05', '0.3']);
});

test("the session's cost is the exact sum of the last costs, in any order (property)", () => {
	const ids = ['a', 'b', 'c'];
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.constantFrom(...ids), fc.integer({min: 0, max: 1e9})), {maxLength: 40}),
			told => {
				const text = (units: number) => (units / 1e8).toFixed(8);
				const state = stateAfter(begin(ids), ...told.map(([id, units]) => costs(id, text(units))));
				const sum = [...new Map(told).values()].reduce((all, units) => all + units, 0);
				assert.equal(Math.round(Number(state.sessionCost.spent) * 1e8), sum);
			},
		),
	);
});

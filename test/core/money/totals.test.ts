import assert from 'node:assert/strict';
import test from 'node:test';
import {parseMoney, type Money} from '../../../source/core/money/money.ts';
import type {Run} from '../../../source/core/run.ts';
import {type Execution, executionCost} from '../../../source/core/execution.ts';
import {countPhases, totalCost} from '../../../source/core/money/totals.ts';
import {initialState} from '../../../source/store/state.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {polled, execution, name, start} from '../../helpers/values.ts';

/** Makes a run for each response; undefined: no response yet. */
function runsWith(responses: ReadonlyArray<Partial<Execution> | undefined>): Run[] {
	const ids = responses.map((_, index) => name(`wfrun_${index}`));
	const watched = reduce(initialState({columns: 80, rows: 24}, start), {
		type: 'runsAdded',
		at: start,
		ids,
	}).state;
	const state = responses.reduce(
		(before, response, index) =>
			response === undefined ? before : reduce(before, polled(`wfrun_${index}`, response)).state,
		watched,
	);
	return [...state.runs.values()];
}

function money(value: string): Money | null {
	return parseMoney(value);
}

test('G4: the cost of a run is its total, or else the sum of its known parts', () => {
	assert.equal(executionCost(execution()), null);
	assert.equal(executionCost(execution({totalCost: money('2'), computeCost: money('1')})), '2');
	assert.equal(executionCost(execution({computeCost: money('0.1')})), '0.1');
	const parts = execution({computeCost: money('0.1'), externalModelCost: money('0.2')});
	assert.equal(executionCost(parts), '0.3');
});

test('G4: the total is the exact sum over all runs', () => {
	assert.equal(totalCost([]), '0');
	const runs = runsWith([
		{totalCost: money('0.0002878')},
		{totalCost: money('0.03000000')},
		undefined,
		{computeCost: money('0.1')},
		{},
	]);
	assert.equal(totalCost(runs), '0.1302878');
});

test('runs are counted by phase', () => {
	const runs = runsWith([{phase: 'queued'}, {phase: 'failed'}, {phase: 'failed'}, undefined]);
	assert.deepEqual(countPhases(runs), {
		queued: 1,
		running: 0,
		succeeded: 0,
		failed: 2,
		canceled: 0,
		other: 0,
		waiting: 1,
	});
});

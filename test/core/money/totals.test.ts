import assert from 'node:assert/strict';
import test from 'node:test';
import {executionCost, type Execution} from '../../../source/core/execution.ts';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {costsByWorkflow} from '../../../source/core/money/totals.ts';
import type {Run} from '../../../source/core/run.ts';
import {run} from '../../helpers/sample.ts';
import {execution, name} from '../../helpers/values.ts';

/** Makes a run for each response. */
function runsOf(responses: ReadonlyArray<Partial<Execution>>): Run[] {
	return responses.map((response, index) =>
		run(`run ${index}`, {
			execution: execution(response),
			samples: {...noSamples, countsForSession: true},
		}),
	);
}

test('the cost of a run is its total, or else the sum of its known parts', () => {
	assert.equal(executionCost(execution()), null);
	assert.equal(
		executionCost(execution({totalCost: parseMoney('2'), computeCost: parseMoney('1')})),
		'2',
	);
	assert.equal(executionCost(execution({computeCost: parseMoney('0.1')})), '0.1');
	const parts = execution({computeCost: parseMoney('0.1'), externalModelCost: parseMoney('0.2')});
	assert.equal(executionCost(parts), '0.3');
});

test('a workflow has its runs, their outcomes, what they cost, and the usual times of those that succeeded', () => {
	const workflowId = name('wf_1');
	const sums = costsByWorkflow(
		runsOf([
			{workflowId, phase: 'succeeded', totalCost: parseMoney('0.03'), actualDurationSec: 9},
			{workflowId, phase: 'succeeded', totalCost: parseMoney('0.02'), actualDurationSec: 4},
			{workflowId, phase: 'failed', totalCost: parseMoney('0.05'), actualDurationSec: 99},
			{workflowId, phase: 'canceled', totalCost: parseMoney('0.0001')},
			{workflowId, phase: 'queued'},
			{workflowId: null, phase: 'running', computeCost: parseMoney('1')},
		]),
	);
	const [first, second] = sums;
	assert.deepEqual([first?.key, first?.spent, first?.p50], ['', '1', null]);
	assert.partialDeepStrictEqual(second, {
		key: 'wf_1',
		runs: 5,
		succeeded: 2,
		failed: 1,
		canceled: 1,
		spent: '0.1001',
		lost: '0.0501',
		priced: 4,
		p50: 4,
		p95: 9,
	});
});

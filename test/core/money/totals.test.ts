import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {executionCost, type Execution} from '../../../source/core/execution.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {billOf, countPhases} from '../../../source/core/money/totals.ts';
import type {Run} from '../../../source/core/run.ts';
import {run} from '../../helpers/sample.ts';
import {execution, name} from '../../helpers/values.ts';

/** Makes a run for each response; undefined: no response yet. */
function runsOf(responses: ReadonlyArray<Partial<Execution> | undefined>): Run[] {
	return responses.map((response, index) =>
		run(`run ${index}`, {execution: response === undefined ? null : execution(response)}),
	);
}

function money(units: number) {
	return parseMoney((units / 1e8).toFixed(8));
}

test('G4: the cost of a run is its total, or else the sum of its known parts', () => {
	assert.equal(executionCost(execution()), null);
	assert.equal(
		executionCost(execution({totalCost: parseMoney('2'), computeCost: parseMoney('1')})),
		'2',
	);
	assert.equal(executionCost(execution({computeCost: parseMoney('0.1')})), '0.1');
	const parts = execution({computeCost: parseMoney('0.1'), externalModelCost: parseMoney('0.2')});
	assert.equal(executionCost(parts), '0.3');
});

test('runs are counted by phase', () => {
	const runs = runsOf([{phase: 'queued'}, {phase: 'failed'}, {phase: 'failed'}, undefined]);
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

test('G4: every sum is exact to eight decimals, and the workflows add up to all (property)', () => {
	const units = fc.integer({min: 0, max: 2 ** 31});
	fc.assert(
		fc.property(
			fc.array(fc.tuple(units, units, fc.constantFrom('a', 'b', 'c')), {maxLength: 30}),
			costs => {
				const runs = runsOf(
					costs.map(([compute, external, workflow]) => ({
						computeCost: money(compute),
						externalModelCost: money(external),
						totalCost: money(compute + external),
						workflowId: name(workflow),
					})),
				);
				const {all, workflows} = billOf(runs);
				const sum = (pick: 0 | 1) => costs.reduce((total, cost) => total + BigInt(cost[pick]), 0n);
				const exact = (total: bigint) =>
					parseMoney(`${total / 100_000_000n}.${String(total % 100_000_000n).padStart(8, '0')}`);
				assert.equal(all.compute, exact(sum(0)));
				assert.equal(all.external, exact(sum(1)));
				assert.equal(all.total, exact(sum(0) + sum(1)));
				assert.equal(all.other, '0');
				assert.equal(
					workflows.reduce((count, bill) => count + bill.runs, 0),
					costs.length,
				);
			},
		),
	);
});

test("a workflow's bill has its runs, total, average, and the cost of failed and canceled runs", () => {
	const workflowId = name('wf_1');
	const {workflows, all} = billOf(
		runsOf([
			{workflowId, phase: 'succeeded', totalCost: parseMoney('0.03')},
			{workflowId, phase: 'succeeded', totalCost: parseMoney('0.02')},
			{workflowId, phase: 'failed', totalCost: parseMoney('0.05')},
			{workflowId, phase: 'canceled', totalCost: parseMoney('0.0001')},
			{workflowId, phase: 'queued'},
			{workflowId: null, phase: 'running', computeCost: parseMoney('1')},
		]),
	);
	assert.deepEqual(
		workflows.map(({workflowId: id, runs, total}) => [id?.exact ?? null, runs, total]),
		[
			[null, 1, '1'],
			['wf_1', 5, '0.1001'],
		],
	);
	const bill = workflows[1];
	assert.deepEqual([bill?.succeeded, bill?.failed, bill?.canceled, bill?.unfinished], [2, 1, 1, 1]);
	assert.deepEqual(
		[bill?.mean, bill?.failedCost, bill?.canceledCost, bill?.other],
		['0.025025', '0.05', '0.0001', '0.1001'],
	);
	assert.equal(all.total, '1.1001');
	assert.equal(billOf([]).all.mean, null);
});

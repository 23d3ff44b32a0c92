import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {createRun, executionAt} from '../../source/demo/execution.ts';
import {showcase, type RunEnding, type RunScript} from '../../source/demo/index.ts';
import {timelineOf} from '../../source/demo/timeline.ts';
import {pictureRun} from '../helpers/picture-run.ts';

const start = Date.UTC(2026, 4, 8, 10);

/** The execution of a run at a time since its creation. */
function executionAfter(script: RunScript, elapsed: number) {
	return executionAt(createRun(script, start), start + elapsed, 'http://127.0.0.1');
}

const aNode = fc.record(
	{
		name: fc.string(),
		ms: fc.nat(20_000),
		steps: fc.nat(30),
		lines: fc.array(
			fc.record({
				at: fc.double({min: 0, max: 1, noNaN: true}),
				level: fc.constantFrom('info', 'warn'),
				message: fc.string(),
			}),
			{maxLength: 3},
		),
		externalCost: fc.double({min: 0, max: 5, noNaN: true}),
		cached: fc.boolean(),
	},
	{requiredKeys: ['name', 'ms']},
);

const aRun: fc.Arbitrary<RunScript> = fc
	.record({
		nodes: fc.array(aNode, {minLength: 1, maxLength: 6}),
		wait: fc.nat(60_000),
		position: fc.integer({min: 1, max: 30}),
		computeCost: fc.double({min: 0, max: 5, noNaN: true}),
		end: fc.constantFrom('succeeded', 'failed', 'canceled'),
		where: fc.double({min: 0, max: 1, noNaN: true}),
	})
	.map(({nodes, wait, position, computeCost, end, where}) => ({
		id: 'wfrun_1',
		taskId: 'task_1',
		workflow: {id: 'wf_1', revisionId: 'wfr_1', title: 'title', outputs: []},
		createdAt: 0,
		queue: {ms: wait, position},
		nodes: nodes.map((node, index) => Object.assign({id: String(index)}, node)),
		ending: anEnding(end, where, nodes.length),
		quote: 1,
		computeCost,
	}));

function anEnding(kind: string, where: number, nodes: number): RunEnding {
	if (kind === 'canceled') {
		return {kind, afterMs: Math.round(where * 120_000)};
	}

	if (kind === 'failed') {
		const error = {reason: 'r', detail: 'd', engine_code: 'E', status_code: 500};
		return {kind, nodeId: String(Math.floor(where * (nodes - 1))), at: where, error};
	}

	return {kind: 'succeeded', outputs: [{key: 'n1', kind: 'text', text: 'done'}]};
}

const aMoment = fc.nat(240_000);
const rank = {queued: 0, running: 1, succeeded: 2, failed: 2, canceled: 2};

test('a run only goes forward: its log grows at the end, and nothing decreases', () => {
	fc.assert(
		fc.property(aRun, aMoment, aMoment, (script, one, other) => {
			const before = executionAfter(script, Math.min(one, other));
			const after = executionAfter(script, Math.max(one, other));
			assert.deepEqual(after.logs.slice(0, before.logs.length), before.logs);
			assert.ok(after.progress_percent >= before.progress_percent);
			assert.ok(
				after.progress_snapshot.completed_node_count >=
					before.progress_snapshot.completed_node_count,
			);
			assert.ok(after.compute_cost >= before.compute_cost);
			assert.ok(after.external_model_cost >= before.external_model_cost);
			assert.ok(rank[after.status] >= rank[before.status]);
			assert.ok((after.queue_info?.position ?? 0) <= (before.queue_info?.position ?? Infinity));
			assert.ok(before.terminal_at === null || after.terminal_at === before.terminal_at);
		}),
	);
});

test('the fields of a response are within their limits, and its log is ordered by time', () => {
	fc.assert(
		fc.property(aRun, aMoment, (script, moment) => {
			const response = executionAfter(script, moment);
			const times = response.logs.map(({at}) => at);
			assert.deepEqual(times, times.toSorted());
			assert.ok(response.progress_percent >= 0 && response.progress_percent <= 100);
			assert.ok((response.queue_info?.position ?? 1) >= 1);
			assert.equal(
				response.status === 'succeeded',
				response.progress_percent === 100 &&
					response.logs.at(-1)?.event_type === 'execution_success',
			);
			const executed = response.logs.filter(entry => entry.event_type === 'executed').length;
			const cached = script.nodes.filter(node => node.cached).length;
			assert.equal(
				response.progress_snapshot.completed_node_count,
				response.logs.length === 0 ? 0 : executed + cached,
			);
			assert.equal(response.error !== null, response.status === 'failed');
			assert.equal(response.queue_info !== null, response.status === 'queued');
		}),
	);
});

test('refuses a script whose failing node is missing', () => {
	const ending = anEnding('failed', 0, 1);
	assert.throws(
		() => timelineOf({...pictureRun('failing'), ending: {...ending, nodeId: 'none'} as RunEnding}),
		RangeError,
	);
});

test('the ids of the runs differ and have the form of the API', () => {
	const {runs} = showcase();
	assert.equal(new Set(runs.map(({id}) => id)).size, runs.length);
	assert.equal(new Set(runs.map(({taskId}) => taskId)).size, runs.length);

	for (const {id, taskId, workflow} of runs) {
		assert.match(id, /^wfrun_[\da-f]{20}$/);
		assert.match(taskId, /^task_\d{19}_[\da-f]{16}/);
		assert.match(workflow.id, /^wf_[\da-f]{20}$/);
		assert.match(workflow.revisionId, /^wfr_[\da-f]{20}$/);
	}
});

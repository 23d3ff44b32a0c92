import assert from 'node:assert/strict';
import test from 'node:test';
import {createRun, executionAt} from '../../source/demo/execution.ts';
import {account, showcase, type RunScript} from '../../source/demo/index.ts';
import {monthBefore} from '../../source/demo/month.ts';
import {upscaleRun} from '../../source/demo/showcase.ts';

const start = Date.UTC(2026, 4, 8, 10);

/** A run every 700 ms from its creation until after its end. */
function* executionsOf(script: RunScript) {
	const run = createRun({...script, createdAt: 0}, start);

	for (let now = start; now < run.endsAt + 2000; now += 700) {
		yield executionAt(run, now, 'http://127.0.0.1');
	}
}

const rank = {queued: 0, running: 1, succeeded: 2, failed: 2, canceled: 2};

test('a run only goes forward: its log grows at the end, nothing decreases, and each field is within its limits', () => {
	for (const script of [...account().runs, ...monthBefore(start).slice(0, 60)]) {
		const cached = script.nodes.filter(node => node.cached).length;
		let before = executionAt(createRun(script, start), start + script.createdAt, '');

		for (const after of executionsOf(script)) {
			const {logs, status, progress_percent: percent, progress_snapshot: progress} = after;
			assert.deepEqual(logs.slice(0, before.logs.length), before.logs);
			assert.ok(percent >= before.progress_percent && percent <= 100);
			assert.ok(progress.completed_node_count >= before.progress_snapshot.completed_node_count);
			assert.ok(after.compute_cost >= before.compute_cost);
			assert.ok(after.external_model_cost >= before.external_model_cost);
			assert.ok(rank[status] >= rank[before.status]);
			const {position = 1} = after.queue_info ?? {};
			assert.ok(position >= 1 && position <= (before.queue_info?.position ?? Infinity));
			assert.ok(before.terminal_at === null || after.terminal_at === before.terminal_at);
			const times = logs.map(({at}) => at);
			assert.deepEqual(times, times.toSorted());
			const isSuccess = percent === 100 && logs.at(-1)?.event_type === 'execution_success';
			assert.equal(status === 'succeeded', isSuccess);
			const executed = logs.filter(entry => entry.event_type === 'executed').length;
			assert.equal(progress.completed_node_count, logs.length === 0 ? 0 : executed + cached);
			assert.equal(after.error !== null, status === 'failed');
			assert.equal(after.queue_info !== null, status === 'queued');
			before = after;
		}
	}
});

test('refuses a script whose failing node is missing', () => {
	assert.throws(() => createRun({...upscaleRun, nodes: []}, start), RangeError);
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

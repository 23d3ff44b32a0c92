import assert from 'node:assert/strict';
import test from 'node:test';
import {executionAt} from '../../source/demo/api.ts';
import {demoAccount} from '../../source/demo/month.ts';
import type {RunScript} from '../../source/demo/run-script.ts';
import {createRun} from '../../source/demo/run.ts';
import {showcase} from '../../source/demo/showcase.ts';
import {startOfDemo as start} from './request-api.ts';

const rank = {queued: 0, running: 1, succeeded: 2, failed: 2, canceled: 2};

/** A run every 700 ms from its creation until after its end. */
function* executionsOf(script: RunScript) {
	const run = createRun({...script, createdAt: 0}, start);

	for (let now = start; now < run.endsAt + 2000; now += 700) {
		yield executionAt(run, now, 'http://127.0.0.1');
	}
}

test('the showcase has runs that end in every way, eleven of them within two minutes, with outputs of every kind', () => {
	const runs = showcase().runs.map(script => createRun(script, 0));
	const count = (kind: string) => runs.filter(({script}) => script.ending.kind === kind).length;
	assert.deepEqual(['succeeded', 'failed', 'canceled'].map(count), [9, 1, 2]);
	assert.equal(runs.filter(({endsAt}) => endsAt < 0).length, 1);
	assert.ok(runs.some(({endsAt}) => endsAt > 0 && endsAt <= 15_000));
	assert.ok(runs.every(({endsAt}) => endsAt < 120_000));
	const phases = runs.map(run => executionAt(run, 0, '').status);
	assert.deepEqual(new Set(phases), new Set(['queued', 'running', 'succeeded']));
	const types = runs.flatMap(({script}) =>
		script.workflow.candidate_output_manifest.map(({type}) => type),
	);
	assert.deepEqual(new Set(types), new Set(['image', 'text', 'video', 'audio']));
});

test('a run only goes forward: its log grows at the end, nothing decreases, and each field is within its limits', () => {
	const {runs, earlierRuns = []} = demoAccount();

	for (const script of [...runs, ...earlierRuns.slice(0, 60)]) {
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
			const times = logs.map(({at}) => at);
			assert.deepEqual(times, times.toSorted());
			const isSuccess = percent === 100 && logs.at(-1)?.event_type === 'execution_success';
			assert.equal(status === 'succeeded', isSuccess);
			assert.equal(after.error !== null, status === 'failed');
			assert.equal(after.queue_info !== null, status === 'queued');
			before = after;
		}
	}
});

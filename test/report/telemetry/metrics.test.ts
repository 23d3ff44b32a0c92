import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {emptyResource} from '@opentelemetry/resources';
import {PrometheusSerializer} from '@opentelemetry/exporter-prometheus';
import {MetricReader} from '@opentelemetry/sdk-metrics';
import {cleanName} from '../../../source/core/text/sanitize.ts';
import {metricTable} from '../../../source/report/telemetry/metric-table.ts';
import {measure} from '../../../source/report/telemetry/metrics.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {initialState} from '../../../source/store/state.ts';
import type {Action} from '../../../source/store/action.ts';
import type {Observer} from '../../../source/store/store.ts';
import {added} from '../../helpers/play.ts';
import {now, problem} from '../../helpers/sample.ts';
import {root} from '../../helpers/program.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {name, polled, pollFailed} from '../../helpers/values.ts';

const size = {columns: 80, rows: 24};

class PullReader extends MetricReader {
	protected override async onForceFlush(): Promise<void> {}
	protected override async onShutdown(): Promise<void> {}
}

/** Measures a watch that starts with `state`. `scrape` returns the lines of the metrics that match. */
function measured(state = initialState(size, now)) {
	let current = state;
	let observer: Observer = () => {};
	const reader = new PullReader();
	measure(
		{
			store: {
				getState: () => current,
				observe(observing) {
					observer = observing;
				},
			},
			load: () => ({inFlight: 3, waiting: 4}),
			clock: {now: () => now},
			accountOf: ({profile}) => profile ?? 'default',
		},
		{version: '1.2.3', resource: emptyResource(), readers: [reader]},
	);
	return {
		dispatch(...actions: readonly Action[]) {
			for (const action of actions) {
				const previous = current;
				current = reduce(current, action).state;
				observer(current, action, previous);
			}
		},
		async scrape(pattern: RegExp): Promise<readonly string[]> {
			const {resourceMetrics, errors} = await reader.collect();
			assert.deepEqual(errors, []);
			const text = new PrometheusSerializer('', false, undefined, true, true).serialize(
				resourceMetrics,
			);
			return text
				.split('\n')
				.filter(line => !line.startsWith('#') && pattern.test(line))
				.map(line => line.replace('chenyu_top_', ''));
		},
	};
}

test('the metrics of the sample state', async () => {
	const watch = measured(sampleState(size));
	assert.deepEqual(await watch.scrape(/_runs\{|_stalled\{|_late\{|in_flight\{|waiting\{/), [
		'runs{account="studio",status="queued"} 1',
		'runs{account="studio",status="running"} 3',
		'runs{account="studio",status="succeeded"} 1',
		'runs{account="studio",status="failed"} 1',
		'runs{account="studio",status="canceled"} 1',
		'runs{account="studio",status="other"} 0',
		'runs{account="studio",status="waiting"} 1',
		'runs_stalled{account="studio"} 1',
		'runs_late{account="studio"} 0',
		'requests_in_flight{account="studio"} 3',
		'requests_waiting{account="studio"} 4',
	]);
	const [stalled = ''] = await watch.scrape(/_run_stalled_seconds/);
	assert.match(stalled, /run="wfrun_e41b9f2c77d0a6b3c812",workflow="wf_stickers"\} \d+/);
});

test('the page of the metrics has each of them', () => {
	const page = readFileSync(join(root, 'docs', 'observability', 'README.md'), 'utf8');
	const missing = Object.keys(metricTable).filter(metric => !page.includes(`\`${metric}`));
	assert.deepEqual(missing, []);
});

test('ends, durations, polls and problems are counted; runs that had ended before are not', async () => {
	const watch = measured();
	const ended = {actualDurationSec: 42, workflowId: name('wf_a'), createdAt: now - 60_000};
	watch.dispatch(
		added(['wfrun_1', 'wfrun_2'], now),
		polled('wfrun_1', {phase: 'running', workflowId: name('wf_a')}),
		polled('wfrun_1', {...ended, phase: 'failed'}),
		polled('wfrun_1', {...ended, phase: 'failed'}),
		polled('wfrun_2', {...ended, phase: 'succeeded'}),
		pollFailed('wfrun_2', {problem: problem({kind: 'timeout'})}),
		{type: 'listFailed', at: now, problem: problem({kind: 'network'}), nextAt: null},
	);
	assert.deepEqual(
		await watch.scrape(/ended|duration_seconds_(sum|count)|polls|problems.* [1-9]/),
		[
			'runs_ended_total{account="default",workflow="wf_a",status="failed"} 1',
			'polls_total{account="default"} 5',
			'problems_total{account="default",request="poll",kind="timeout"} 1',
			'problems_total{account="default",request="list",kind="network"} 1',
			'run_duration_seconds_count{account="default",workflow="wf_a",status="failed"} 1',
			'run_duration_seconds_sum{account="default",workflow="wf_a",status="failed"} 42',
		],
	);
	const buckets = await watch.scrape(/bucket.*le="(30|60)"/);
	assert.deepEqual(
		buckets.map(line => line.split(' ')[1]),
		['0', '1'],
	);
});

test('the number of series is bounded, and text from outside cannot break a line', async () => {
	const watch = measured();
	const ids = Array.from({length: 300}, (_, index) => `wfrun_${index}`);
	watch.dispatch(
		added(ids, now),
		...ids.map((id, index) =>
			polled(id, {
				phase: 'running',
				workflowId: name(`wf_"\n\u202e\\${index}`),
				progressPercent: 50,
			}),
		),
	);
	const progress = await watch.scrape(/progress_ratio/);
	assert.equal(progress.length, 200);
	assert.equal(progress.filter(line => line.includes('workflow="other"')).length, 150);
	assert.match(progress[0] ?? '', /workflow="wf_\\".*\\\\0"\} 0\.5$/);
	assert.doesNotMatch(progress.join(''), /\u202e/);
	assert.deepEqual(await watch.scrape(/without_series/), [
		'runs_without_series{account="default"} 100',
	]);
});

test('another account begins to count anew', async () => {
	const watch = measured();
	watch.dispatch(added(['wfrun_1'], now), polled('wfrun_1', {phase: 'running'}), {
		type: 'accountSwitched',
		at: now,
		initial: {saved: initialState(size, now).saved, discovering: true, profile: cleanName('b')},
	});
	assert.deepEqual(await watch.scrape(/polls/), ['polls_total{account="b"} 0']);
});

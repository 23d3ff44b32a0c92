import assert from 'node:assert/strict';
import test from 'node:test';
import {metricsWriter} from '../../../source/events/metrics/measure.ts';
import {initialState, reduce} from '../../../source/features/index.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import type {Observer} from '../../../source/store/store.ts';
import {added} from '../../helpers/play.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {now, problem} from '../../helpers/sample.ts';
import {name, polled, pollFailed} from '../../helpers/values.ts';

const size = {columns: 80, rows: 24};

/** A state that actions change. `lines` returns the lines of its metrics that match, without the prefix of their names. */
function measuredState(initial: State, account = 'default') {
	let state = initial;
	let observer: Observer = () => {};
	const write = metricsWriter(
		{
			store: {
				getState: () => state,
				observe(observing) {
					observer = observing;
				},
			},
			requestStatistics: () => ({sent: 9, refused: 2, latency: 120, waiting: 4}),
			clock: {now: () => now},
			account,
		},
		'1.2.3',
	);
	return {
		dispatch(...actions: readonly Action[]) {
			for (const action of actions) {
				const previous = state;
				state = reduce(state, action).state;
				observer(state, action, previous);
			}
		},
		lines: (pattern: RegExp) =>
			write()
				.split('\n')
				.filter(line => !line.startsWith('#') && pattern.test(line))
				.map(line => line.replace('chenyu_top_', '')),
	};
}

test('the metrics of the sample state', () => {
	const watch = measuredState(sampleState(size), 'studio');
	assert.deepEqual(watch.lines(/_runs\{|_stalled\{|_late\{|_requests?_/), [
		'runs{account="studio",status="queued"} 1',
		'runs{account="studio",status="running"} 3',
		'runs{account="studio",status="succeeded"} 1',
		'runs{account="studio",status="failed"} 1',
		'runs{account="studio",status="canceled"} 1',
		'runs{account="studio",status="other"} 0',
		'runs{account="studio",status="waiting"} 1',
		'runs_stalled{account="studio"} 1',
		'runs_late{account="studio"} 0',
		'requests_total{account="studio"} 9',
		'requests_refused_total{account="studio"} 2',
		'request_latency_seconds{account="studio"} 0.12',
		'requests_waiting{account="studio"} 4',
	]);
});

test('ends, durations, polls and problems are counted; runs that had ended before are not', () => {
	const watch = measuredState(initialState({size}, now));
	const ended = {actualDurationSec: 42, workflowId: name('wf_a'), createdAt: now - 60_000};
	watch.dispatch(
		added(['wfrun_1', 'wfrun_2'], now),
		polled('wfrun_1', {phase: 'running', workflowId: name('wf_a')}),
		polled('wfrun_1', {...ended, phase: 'failed'}),
		polled('wfrun_1', {...ended, phase: 'failed'}),
		polled('wfrun_2', {...ended, phase: 'succeeded'}),
		pollFailed('wfrun_2', {problem: problem({kind: 'timeout'})}),
		{type: 'listFailed', at: now, problem: problem({kind: 'network'}), nextAt: null},
		{type: 'denied', at: now, problem: problem({kind: 'auth'})},
	);
	assert.deepEqual(watch.lines(/ended|duration_seconds_(sum|count)|polls|problems.* [1-9]/), [
		'polls_total{account="default"} 5',
		'problems_total{account="default",request="list",kind="network"} 1',
		'problems_total{account="default",request="poll",kind="timeout"} 1',
		'problems_total{account="default",request="poll",kind="auth"} 1',
		'runs_ended_total{account="default",workflow="wf_a",status="failed"} 1',
		'run_duration_seconds_sum{account="default",workflow="wf_a",status="failed"} 42',
		'run_duration_seconds_count{account="default",workflow="wf_a",status="failed"} 1',
	]);
	const buckets = watch.lines(/bucket.*le="(30|60)"/);
	assert.deepEqual(
		buckets.map(line => line.split(' ')[1]),
		['0', '1'],
	);
});

test('text from outside cannot break a line', () => {
	const watch = measuredState(initialState({size}, now));
	const ended = {phase: 'succeeded', workflowId: name('wf_"\n\u202e\\')} as const;
	watch.dispatch(
		added(['wfrun_1'], now),
		polled('wfrun_1', {phase: 'running'}),
		polled('wfrun_1', ended),
	);
	const [line = ''] = watch.lines(/runs_ended/);
	assert.match(line, /workflow="wf_\\".*\\\\",status="succeeded"\} 1$/);
	assert.doesNotMatch(line, /\u202e/);
});

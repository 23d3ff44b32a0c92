import type {Observable} from '@opentelemetry/api';
import type {MeterProvider} from '@opentelemetry/sdk-metrics';
import {elapsedMs} from '../../core/execution.ts';
import {problemKinds, type ProblemKind} from '../../core/problem.ts';
import type {RequestLoad} from '../../core/service-state.ts';
import type {Clock} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {Observer} from '../../store/store.ts';
import {endedBy} from './ended-by.ts';
import {WorkflowLabels} from './labels.ts';
import {metricSource, metricTable} from './metric-table.ts';

/** What telemetry reads of a watch. */
export type ObservedWatch = {
	readonly store: {getState(): State; observe(observer: Observer): unknown};
	readonly load: () => RequestLoad;
	readonly clock: Pick<Clock, 'now'>;
	/** Names the account: by its profile, since each account has a profile or a process of its own. */
	readonly accountOf: (state: State) => string;
};

/** Upper bounds in seconds. Runs take from seconds to hours. */
const durationBounds = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400];

/**
 * Measures a watch. Gauges and counters are read from the state when a reader of the provider collects them, so a poll
 * costs only a few additions.
 */
export function measure(
	{store, load, clock, accountOf}: ObservedWatch,
	provider: MeterProvider,
	version: string,
): void {
	const meter = provider.getMeter('chenyu-top', version);
	const workflows = new WorkflowLabels();
	const observables = Object.entries(metricTable).map(([name, {kind, unit, help, read}]) => {
		const options = {unit, description: help};
		const observable: Observable =
			kind === 'gauge'
				? meter.createObservableGauge(name, options)
				: meter.createObservableCounter(name, options);
		return {observable, read};
	});
	const polls = meter.createCounter('chenyu_top_polls_total', {
		unit: '{poll}',
		description: 'Answered or failed polls of runs.',
	});
	const problems = meter.createCounter('chenyu_top_problems_total', {
		unit: '{request}',
		description: 'Failed polls of runs, and failed requests for the run list, by kind.',
	});
	const ends = meter.createCounter('chenyu_top_runs_ended_total', {
		unit: '{run}',
		description: 'Runs that ended since the start.',
	});
	const durations = meter.createHistogram('chenyu_top_run_duration_seconds', {
		unit: 's',
		description: 'Duration of the runs that ended since the start.',
		advice: {explicitBucketBoundaries: durationBounds},
	});

	meter.addBatchObservableCallback(
		result => {
			const state = store.getState();
			const account = accountOf(state);
			const source = metricSource({
				state,
				load: load(),
				workflows,
				now: clock.now(),
				version,
			});

			for (const {observable, read} of observables) {
				for (const [value, labels] of read(source)) {
					if (typeof value === 'number') {
						result.observe(observable, value, {account, ...labels});
					}
				}
			}
		},
		observables.map(({observable}) => observable),
	);

	function addProblem(request: 'poll' | 'list', kind: ProblemKind, count = 1): void {
		problems.add(count, {account: accountOf(store.getState()), request, kind});
	}

	/** Prometheus cannot see the first increase of a series that did not exist. */
	function startCounters(): void {
		polls.add(0, {account: accountOf(store.getState())});

		for (const kind of problemKinds) {
			addProblem('poll', kind, 0);
			addProblem('list', kind, 0);
		}
	}

	startCounters();
	store.observe((state, action, previous) => {
		const account = accountOf(state);

		if (action.type === 'accountSwitched') {
			startCounters();
		} else if (action.type === 'listFailed') {
			addProblem('list', action.problem.kind);
		} else if (action.type === 'denied') {
			addProblem('poll', action.problem.kind);
		} else if (action.type === 'polled') {
			polls.add(action.outcomes.length, {account});

			for (const outcome of action.outcomes) {
				if (outcome.kind === 'failure') {
					addProblem('poll', outcome.problem.kind);
				}
			}
		}

		for (const {execution, history} of endedBy(action, state, previous)) {
			if (execution !== null && history.countsForSession) {
				const workflow = workflows.of(execution.workflowId);
				const labels = {account, workflow, status: execution.phase};
				const duration = elapsedMs(execution, action.at);
				ends.add(1, labels);

				if (duration !== null) {
					durations.record(duration / 1000, labels);
				}
			}
		}
	});
}

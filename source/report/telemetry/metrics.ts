import type {Observable} from '@opentelemetry/api';
import type {Resource} from '@opentelemetry/resources';
import {MeterProvider, type IMetricReader} from '@opentelemetry/sdk-metrics';
import {elapsedMs} from '../../core/execution.ts';
import type {RequestLoad} from '../../core/service-state.ts';
import type {Clock} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {Observer} from '../../store/store.ts';
import {WorkflowLabels} from './labels.ts';
import {metricSource, metricTable} from './metric-table.ts';
import {endedBy, Totals} from './totals.ts';

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
 * Measures a watch for these readers. Gauges and counters are read from the state when a reader collects them, so a poll
 * costs only a few additions.
 */
export function measure(
	{store, load, clock, accountOf}: ObservedWatch,
	{
		version,
		resource,
		readers,
	}: {
		readonly version: string;
		readonly resource: Resource;
		readonly readers: IMetricReader[];
	},
): MeterProvider {
	const provider = new MeterProvider({resource, readers});
	const meter = provider.getMeter('chenyu-top', version);
	const workflows = new WorkflowLabels();
	let totals = new Totals();
	const observables = Object.entries(metricTable).map(([name, {kind, unit, help, read}]) => {
		const options = {unit, description: help};
		const observable: Observable =
			kind === 'gauge'
				? meter.createObservableGauge(name, options)
				: meter.createObservableCounter(name, options);
		return {observable, read};
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
				totals,
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

	store.observe((state, action, previous) => {
		if (action.type === 'accountSwitched') {
			totals = new Totals();
		}

		totals.add(action);

		for (const {execution, history} of endedBy(action, state, previous)) {
			if (execution !== null && history.countsForSession) {
				const labels = {
					workflow: workflows.of(execution.workflowId),
					status: execution.phase,
				};
				const duration = elapsedMs(execution, action.at);
				totals.addEnd(labels);

				if (duration !== null) {
					durations.record(duration / 1000, {account: accountOf(state), ...labels});
				}
			}
		}
	});

	return provider;
}

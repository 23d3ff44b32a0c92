import {elapsedMs} from '../../core/execution.ts';
import {problemKinds} from '../../core/problem.ts';
import {hasEnded, watchedRuns, type Run} from '../../core/run.ts';
import type {RequestStatistics} from '../../core/service-state.ts';
import type {Clock} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {Observer} from '../../store/store.ts';
import {
	metricTable,
	workflowOf,
	type CountName,
	type MetricLabels,
	type MetricSample,
} from './metric-table.ts';

/** The parts of a watch that the metrics read. */
type ObservedWatch = {
	readonly store: {getState(): State; observe(observer: Observer): unknown};
	readonly requestStatistics: () => RequestStatistics;
	readonly clock: Pick<Clock, 'now'>;
	/** Names the account: by its profile, since each account has a profile or a process of its own. */
	readonly account: string;
};

/** Upper bounds in seconds. Runs take from seconds to hours. */
const durationBounds = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, Infinity];

/** Counts what happens in a watch. Returns a function that writes all metrics in the text format of Prometheus. */
export function metricsWriter(
	{store, requestStatistics, clock, account}: ObservedWatch,
	version: string,
): () => string {
	const counted = new Map<string, {readonly name: CountName; readonly sample: MetricSample}>();
	const countsOf = (name: CountName) =>
		[...counted.values()].flatMap(each => (each.name === name ? [each.sample] : []));

	function add(
		name: CountName,
		value: number,
		labels: MetricLabels,
		suffix?: MetricSample[2],
	): void {
		const all = {account, ...labels};
		const key = JSON.stringify([name, suffix, all]);
		const before = counted.get(key)?.sample[0] ?? 0;
		counted.set(key, {name, sample: [before + value, all, suffix]});
	}

	// Prometheus cannot see the first increase of a series that did not exist.
	add('polls', 0, {});

	for (const kind of problemKinds) {
		add('problems', 0, {request: 'poll', kind});
		add('problems', 0, {request: 'list', kind});
	}

	store.observe((state, action, previous) => {
		if (action.type === 'listFailed' || action.type === 'denied') {
			const request = action.type === 'denied' ? 'poll' : 'list';
			add('problems', 1, {request, kind: action.problem.kind});
		} else if (action.type === 'polled') {
			add('polls', action.outcomes.length, {});

			for (const outcome of action.outcomes) {
				if (outcome.kind === 'failure') {
					add('problems', 1, {request: 'poll', kind: outcome.problem.kind});
				}
			}
		}

		for (const run of endedBy(action, state, previous)) {
			const labels = {workflow: workflowOf(run), status: run.execution?.phase ?? ''};
			const duration = elapsedMs(run.execution, action.at);
			add('ends', 1, labels);

			if (duration !== null) {
				const seconds = duration / 1000;

				for (const bound of durationBounds) {
					const le = bound === Infinity ? '+Inf' : String(bound);
					add('durations', Number(seconds <= bound), {...labels, le}, '_bucket');
				}

				add('durations', seconds, labels, '_sum');
				add('durations', 1, labels, '_count');
			}
		}
	});

	return () => {
		const state = store.getState();
		const requests = requestStatistics();
		const runs = watchedRuns(state.runs);
		const source = {state, runs, requests, countsOf, now: clock.now(), version};
		return Object.entries(metricTable)
			.map(([name, {kind, help, read}]) => {
				const lines = [...read(source)].flatMap(([value, labels, suffix = '']) =>
					typeof value === 'number'
						? [`${name}${suffix}{${labelsText({account, ...labels})}} ${value}\n`]
						: [],
				);
				return lines.length === 0
					? ''
					: `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
			})
			.join('');
	};
}

function labelsText(labels: MetricLabels): string {
	return Object.entries(labels)
		.map(
			([name, value]) => `${name}="${value.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
		)
		.join(',');
}

/** Returns the runs whose end an action reported, except those that had ended before they were watched. */
function endedBy(action: Action, state: State, previous: State): readonly Run[] {
	if (action.type !== 'polled') {
		return [];
	}

	return [...new Set(action.outcomes.map(({id}) => id))].flatMap(id => {
		const [run, before] = [state.runs.get(id), previous.runs.get(id)];
		const isEnd = run !== undefined && hasEnded(run) && (before === undefined || !hasEnded(before));
		return isEnd && !run.isReopened && run.samples.countsForSession ? [run] : [];
	});
}

import {elapsedMs} from '../../core/execution.ts';
import {problemKinds} from '../../core/problem.ts';
import {hasEnded, watchedRuns, type Run} from '../../core/run.ts';
import type {RequestStatistics} from '../../core/service-state.ts';
import type {Clock} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import type {Observer} from '../../store/store.ts';
import {metricTable, workflowOf, type Metric, type MetricLabels} from './metric-table.ts';

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
	/** What the state does not say, by metric and series. */
	const counted = new Map<string, Map<string, number>>();

	function add(
		name: keyof typeof metricTable,
		value: number,
		labels: MetricLabels,
		suffix = '',
	): void {
		const values = counted.get(name) ?? new Map<string, number>();
		const series = seriesName(name + suffix, {account, ...labels});
		counted.set(name, values.set(series, (values.get(series) ?? 0) + value));
	}

	// Prometheus cannot see the first increase of a series that did not exist.
	add('chenyu_top_polls_total', 0, {});

	for (const kind of problemKinds) {
		add('chenyu_top_problems_total', 0, {request: 'poll', kind});
		add('chenyu_top_problems_total', 0, {request: 'list', kind});
	}

	store.observe((state, action, previous) => {
		if (action.type === 'listFailed' || action.type === 'denied') {
			const request = action.type === 'denied' ? 'poll' : 'list';
			add('chenyu_top_problems_total', 1, {request, kind: action.problem.kind});
		} else if (action.type === 'polled') {
			add('chenyu_top_polls_total', action.outcomes.length, {});

			for (const outcome of action.outcomes) {
				if (outcome.kind === 'failure') {
					add('chenyu_top_problems_total', 1, {request: 'poll', kind: outcome.problem.kind});
				}
			}
		}

		for (const run of action.type === 'polled' ? newEnds(state, previous) : []) {
			const labels = {workflow: workflowOf(run), status: run.execution?.phase ?? ''};
			const duration = elapsedMs(run.execution, action.at);
			add('chenyu_top_runs_ended_total', 1, labels);

			if (duration !== null) {
				const seconds = duration / 1000;

				for (const bound of durationBounds) {
					const le = bound === Infinity ? '+Inf' : String(bound);
					add(
						'chenyu_top_run_duration_seconds',
						Number(seconds <= bound),
						{...labels, le},
						'_bucket',
					);
				}

				add('chenyu_top_run_duration_seconds', seconds, labels, '_sum');
				add('chenyu_top_run_duration_seconds', 1, labels, '_count');
			}
		}
	});

	return () => {
		const state = store.getState();
		const runs = watchedRuns(state.runs);
		const source = {state, runs, requests: requestStatistics(), now: clock.now(), version};
		return Object.entries<Metric>(metricTable)
			.map(([name, {kind, help, read}]) => {
				const values = read?.(source).map(
					([value, labels]) => [seriesName(name, {account, ...labels}), value] as const,
				);
				const lines = [...(values ?? counted.get(name) ?? [])].flatMap(([series, value]) =>
					typeof value === 'number' ? [`${series} ${value}\n`] : [],
				);
				return lines.length === 0
					? ''
					: `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
			})
			.join('');
	};
}

function seriesName(name: string, labels: MetricLabels): string {
	const texts = Object.entries(labels).map(
		([label, value]) => `${label}="${value.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
	);
	return `${name}{${texts.join(',')}}`;
}

/** Returns the runs that have ended since, except those that had ended before they were watched. */
function newEnds(state: State, previous: State): readonly Run[] {
	return watchedRuns(state.runs).filter(run => {
		const before = previous.runs.get(run.id);
		const isEnd = hasEnded(run) && (before === undefined || !hasEnded(before));
		return isEnd && run.samples.countsForSession;
	});
}

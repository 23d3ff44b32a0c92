import {elapsedMs} from '../../core/execution.ts';
import {problemKinds, type ProblemKind} from '../../core/problem.ts';
import {hasEnded, type Run} from '../../core/run.ts';
import type {RequestStatistics} from '../../core/service-state.ts';
import type {Clock} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {State} from '../../store/state.ts';
import type {Observer} from '../../store/store.ts';
import {metricSource, metricTable, WorkflowLabels} from './metric-table.ts';
import {metricText, Series} from './prometheus-text.ts';

/** What the metrics read of a watch. */
export type ObservedWatch = {
	readonly store: {getState(): State; observe(observer: Observer): unknown};
	readonly requestStatistics: () => RequestStatistics;
	readonly clock: Pick<Clock, 'now'>;
	/** Names the account: by its profile, since each account has a profile or a process of its own. */
	readonly accountOf: (state: State) => string;
};

const durations = 'chenyu_top_run_duration_seconds';
/** Upper bounds in seconds. Runs take from seconds to hours. */
const durationBounds = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, Infinity];

/** Counts what happens in a watch. Returns a function that writes all metrics in the text format of Prometheus. */
export function measure(
	{store, requestStatistics, clock, accountOf}: ObservedWatch,
	version: string,
): () => string {
	const workflows = new WorkflowLabels();
	const polls = new Series('chenyu_top_polls_total');
	const problems = new Series('chenyu_top_problems_total');
	const ends = new Series('chenyu_top_runs_ended_total');
	const durationBuckets = new Series(`${durations}_bucket`);
	const durationSums = new Series(`${durations}_sum`);
	const durationCounts = new Series(`${durations}_count`);

	function addProblem(request: 'poll' | 'list', kind: ProblemKind, count = 1): void {
		problems.add(count, {account: accountOf(store.getState()), request, kind});
	}

	// Prometheus cannot see the first increase of a series that did not exist.
	polls.add(0, {account: accountOf(store.getState())});

	for (const kind of problemKinds) {
		addProblem('poll', kind, 0);
		addProblem('list', kind, 0);
	}

	store.observe((state, action, previous) => {
		const account = accountOf(state);

		if (action.type === 'listFailed') {
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

		for (const {execution, samples} of endedBy(action, state, previous)) {
			if (execution !== null && samples.countsForSession) {
				const workflow = workflows.of(execution.workflowId);
				const labels = {account, workflow, status: execution.phase};
				const duration = elapsedMs(execution, action.at);
				ends.add(1, labels);

				if (duration !== null) {
					const seconds = duration / 1000;
					durationSums.add(seconds, labels);
					durationCounts.add(1, labels);

					for (const bound of durationBounds) {
						const le = bound === Infinity ? '+Inf' : String(bound);
						durationBuckets.add(Number(seconds <= bound), {...labels, le});
					}
				}
			}
		}
	});

	return () => {
		const state = store.getState();
		const account = accountOf(state);
		const source = metricSource({
			state,
			requests: requestStatistics(),
			workflows,
			now: clock.now(),
			version,
		});
		const fromState = Object.entries(metricTable).map(([name, {kind, help, read}]) => {
			const series = new Series(name);

			for (const [value, labels] of read(source)) {
				if (typeof value === 'number') {
					series.set(value, {account, ...labels});
				}
			}

			return metricText(name, kind, help, series);
		});
		return [
			...fromState,
			metricText('chenyu_top_polls_total', 'counter', 'Answered or failed polls of runs.', polls),
			metricText(
				'chenyu_top_problems_total',
				'counter',
				'Failed polls of runs, and failed requests for the run list, by kind.',
				problems,
			),
			metricText(
				'chenyu_top_runs_ended_total',
				'counter',
				'Runs that ended since the start.',
				ends,
			),
			metricText(
				durations,
				'histogram',
				'Duration of the runs that ended since the start.',
				durationBuckets,
				durationSums,
				durationCounts,
			),
		].join('');
	};
}

/** Returns the runs whose end an action reported, also those that had ended before they were watched. */
function endedBy(action: Action, state: State, previous: State): readonly Run[] {
	if (action.type !== 'polled') {
		return [];
	}

	return [...new Set(action.outcomes.map(({id}) => id))].flatMap(id => {
		const [run, before] = [state.runs.get(id), previous.runs.get(id)];
		const isEnd = run !== undefined && hasEnded(run) && (before === undefined || !hasEnded(before));
		return isEnd && !run.isReopened ? [run] : [];
	});
}

import {balanceSum} from '../../core/money/money.ts';
import {countPhases} from '../../core/money/totals.ts';
import {lateSince, stalledSince} from '../../core/run-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import type {RequestStatistics} from '../../core/service-state.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';

export type MetricLabels = Readonly<Record<string, string>>;

/**
 * A value and its labels; no value if it is unknown. `account` is added to the labels. `suffix`: of the name, for the parts
 * of a histogram.
 */
export type MetricSample = readonly [
	value: number | null | undefined,
	labels?: MetricLabels,
	suffix?: '_bucket' | '_sum' | '_count' | undefined,
];

/** The data from which the metrics are computed when Prometheus collects them. */
type MetricSource = {
	readonly state: State;
	readonly runs: readonly Run[];
	readonly requests: RequestStatistics;
	/** What was counted since the start of the watch. */
	readonly countsOf: (name: CountName) => Iterable<MetricSample>;
	readonly now: Instant;
	readonly version: string;
};

/** Counts of events. The others are read from the state. */
export type CountName = 'polls' | 'problems' | 'ends' | 'durations';

type Metric = {
	readonly kind: 'gauge' | 'counter' | 'histogram';
	readonly help: string;
	readonly read: (source: MetricSource) => Iterable<MetricSample>;
};

const maxLabelLength = 100;

function gauge(help: string, read: Metric['read']): Metric {
	return {kind: 'gauge', help, read};
}

function counter(help: string, read: Metric['read']): Metric {
	return {kind: 'counter', help, read};
}

/** All metrics by their names. */
export const metricTable: Readonly<Record<string, Metric>> = {
	chenyu_top_build_info: gauge('Always 1, with the version of chenyu-top.', ({version}) => [
		[1, {version}],
	]),
	chenyu_top_runs: gauge('Watched runs by status.', ({runs}) =>
		Object.entries(countPhases(runs)).map(([status, count]) => [count, {status}]),
	),
	chenyu_top_runs_stalled: gauge(
		'Running runs without progress for far longer than usual.',
		({runs}) => [[runs.filter(run => stalledSince(run) !== null).length]],
	),
	chenyu_top_runs_late: gauge(
		'Running runs that take far longer than earlier runs of their workflow.',
		({runs}) => [[runs.filter(run => lateSince(run) !== null).length]],
	),
	chenyu_top_workflow_info: gauge('Always 1, with the title of a workflow.', ({runs}) => {
		const titles = new Map(runs.map(run => [workflowOf(run), run.title]));
		return [...titles].flatMap(([workflow, title]): readonly MetricSample[] =>
			title === null ? [] : [[1, {workflow, title: shortLabel(title.safe)}]],
		);
	}),
	chenyu_top_polls_total: counter('Answered or failed polls of runs.', ({countsOf}) =>
		countsOf('polls'),
	),
	chenyu_top_problems_total: counter(
		'Failed polls of runs, and failed requests for the run list, by kind.',
		({countsOf}) => countsOf('problems'),
	),
	chenyu_top_runs_ended_total: counter('Runs that ended since the start.', ({countsOf}) =>
		countsOf('ends'),
	),
	chenyu_top_run_duration_seconds: {
		kind: 'histogram',
		help: 'Duration of the runs that ended since the start.',
		read: ({countsOf}) => countsOf('durations'),
	},
	chenyu_top_cost_cny_total: counter('Cost of the runs since the start, in CNY.', ({state}) => [
		[Number(state.sessionCost.spent)],
	]),
	chenyu_top_balance_cny: gauge('Balance of the account with its cards, in CNY.', ({state}) => [
		[state.balance.latest && Number(balanceSum(state.balance.latest))],
	]),
	chenyu_top_requests_total: counter('Requests to the API.', ({requests}) => [[requests.sent]]),
	chenyu_top_requests_refused_total: counter(
		'Requests that the API refused because of its rate limit (429).',
		({requests}) => [[requests.refused]],
	),
	chenyu_top_request_latency_seconds: gauge(
		'Usual time from a request to its response.',
		({requests}) => [[scaled(requests.latency, 1000)]],
	),
	chenyu_top_requests_in_flight: gauge('Requests in flight.', ({requests}) => [
		[requests.inFlight],
	]),
	chenyu_top_requests_waiting: gauge(
		'Requests that are due but wait for the limits of the API.',
		({requests}) => [[requests.waiting]],
	),
	chenyu_top_rate_limit_per_second: gauge(
		'Learnt rate limit; absent while the API refused nothing.',
		({state}) => [[state.service?.ratePerSec]],
	),
	chenyu_top_service_reachable: gauge('1 if the API is reachable, else 0.', ({state}) => [
		[state.service && Number(state.service.unreachableSince === null)],
	]),
	chenyu_top_last_response_timestamp_seconds: gauge(
		'When the API last answered a poll, or began to answer with the run list.',
		({state, runs}) => {
			const times = runs.map(({polling}) => polling.respondedAt ?? 0);
			const newest = times.reduce((a, b) => Math.max(a, b), state.discovery?.readSince ?? 0);
			return [[newest === 0 ? null : newest / 1000]];
		},
	),
	chenyu_top_oldest_response_age_seconds: gauge(
		'Age of the oldest response among the runs that are polled.',
		source => {
			const polled = source.runs.filter(run => !isNoLongerPolled(run));
			const times = polled.map(({polling}) => polling.respondedAt ?? source.now);
			const oldest = times.reduce((a, b) => Math.min(a, b), source.now);
			return polled.length === 0 ? [] : [[secondsSince(oldest, source)]];
		},
	),
	process_cpu_seconds_total: counter('User and system CPU time.', () => {
		const {user, system} = process.cpuUsage();
		return [[(user + system) / 1_000_000]];
	}),
	process_resident_memory_bytes: gauge('Resident memory size.', () => [
		[process.memoryUsage.rss()],
	]),
};

export function workflowOf({execution}: Run): string {
	const id = execution?.workflowId ?? null;
	return id === null ? 'unknown' : shortLabel(id.safe);
}

function shortLabel(text: SafeText): string {
	return text.slice(0, maxLabelLength);
}

function secondsSince(at: Instant | null | undefined, {now}: MetricSource): number | null {
	return typeof at === 'number' ? Math.max(0, (now - at) / 1000) : null;
}

function scaled(value: number | null | undefined, divisor: number): number | null {
	return typeof value === 'number' ? value / divisor : null;
}

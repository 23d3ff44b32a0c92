import {balanceSum} from '../../core/money/money.ts';
import {countPhases} from '../../core/money/totals.ts';
import {lateSince, stalledSince} from '../../core/run-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import type {RequestStatistics} from '../../core/service-state.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';

export type MetricLabels = Readonly<Record<string, string>>;

/** A value and its labels, to which `account` is added; no value if it is unknown. */
type MetricSample = readonly [value: MetricValue, labels?: MetricLabels];
type MetricValue = number | null | undefined;

/** The data from which the metrics are computed when Prometheus collects them. */
type MetricSource = {
	readonly state: State;
	readonly runs: readonly Run[];
	readonly requests: RequestStatistics;
	readonly now: Instant;
	readonly version: string;
};

export type Metric = {
	readonly kind: 'gauge' | 'counter' | 'histogram';
	readonly help: string;
	/** Without it, `metricsWriter` counts the values. */
	readonly read?: (source: MetricSource) => readonly MetricSample[];
};

const maxLabelLength = 100;

/** A metric with one series. */
function metric(
	kind: Metric['kind'],
	help: string,
	read: (source: MetricSource) => MetricValue,
): Metric {
	return {kind, help, read: source => [[read(source)]]};
}

/** All metrics by their names. None has a series for each run, since Prometheus keeps every series that ever was. */
export const metricTable = {
	chenyu_top_build_info: {
		kind: 'gauge',
		help: 'Always 1, with the version of chenyu-top.',
		read: ({version}) => [[1, {version}]],
	},
	chenyu_top_runs: {
		kind: 'gauge',
		help: 'Watched runs by status.',
		read: ({runs}) => Object.entries(countPhases(runs)).map(([status, count]) => [count, {status}]),
	},
	chenyu_top_runs_stalled: metric(
		'gauge',
		'Running runs without progress for far longer than usual.',
		({runs}) => runs.filter(run => stalledSince(run) !== null).length,
	),
	chenyu_top_runs_late: metric(
		'gauge',
		'Running runs that take far longer than earlier runs of their workflow.',
		({runs}) => runs.filter(run => lateSince(run) !== null).length,
	),
	chenyu_top_workflow_info: {
		kind: 'gauge',
		help: 'Always 1, with the title of a workflow.',
		read: ({runs}) =>
			[...new Map(runs.map(run => [workflowOf(run), run.title]))].map(([workflow, title]) => [
				title === null ? null : 1,
				{workflow, title: shortLabel(title?.safe ?? '')},
			]),
	},
	chenyu_top_polls_total: {kind: 'counter', help: 'Answered or failed polls of runs.'},
	chenyu_top_problems_total: {
		kind: 'counter',
		help: 'Failed polls of runs, and failed requests for the run list, by kind.',
	},
	chenyu_top_runs_ended_total: {kind: 'counter', help: 'Runs that ended since the start.'},
	chenyu_top_run_duration_seconds: {
		kind: 'histogram',
		help: 'Duration of the runs that ended since the start.',
	},
	chenyu_top_cost_cny_total: metric(
		'counter',
		'Cost of the runs since the start, in CNY.',
		({state}) => Number(state.sessionCost.spent),
	),
	chenyu_top_balance_cny: metric(
		'gauge',
		'Balance of the account with its cards, in CNY.',
		({state: {balance}}) => balance.latest && Number(balanceSum(balance.latest)),
	),
	chenyu_top_requests_total: metric(
		'counter',
		'Requests to the API.',
		({requests}) => requests.sent,
	),
	chenyu_top_requests_refused_total: metric(
		'counter',
		'Requests that the API refused because of its rate limit (429).',
		({requests}) => requests.refused,
	),
	chenyu_top_request_latency_seconds: metric(
		'gauge',
		'Usual time from a request to its response.',
		({requests: {latency}}) => latency && latency / 1000,
	),
	chenyu_top_requests_waiting: metric(
		'gauge',
		'Requests that are due but wait for the limits of the API.',
		({requests}) => requests.waiting,
	),
	chenyu_top_rate_limit_per_second: metric(
		'gauge',
		'Learnt rate limit; absent while the API refused nothing.',
		({state}) => state.service?.ratePerSec,
	),
	chenyu_top_service_reachable: metric(
		'gauge',
		'1 if the API is reachable, else 0.',
		({state: {service}}) => service && Number(service.unreachableSince === null),
	),
	chenyu_top_last_response_timestamp_seconds: metric(
		'gauge',
		'When the API last answered a poll, or began to answer with the run list.',
		({state, runs}) => {
			const times = runs.map(({polling}) => polling.respondedAt ?? 0);
			const newest = times.reduce((a, b) => Math.max(a, b), state.discovery?.readSince ?? 0);
			return newest === 0 ? null : newest / 1000;
		},
	),
	chenyu_top_oldest_response_age_seconds: metric(
		'gauge',
		'Age of the oldest response among the runs that are polled.',
		({runs, now}) => {
			const polled = runs.filter(run => !isNoLongerPolled(run));
			const times = polled.map(({polling}) => polling.respondedAt ?? now);
			const oldest = times.reduce((a, b) => Math.min(a, b), now);
			return polled.length === 0 ? null : (now - oldest) / 1000;
		},
	),
	process_cpu_seconds_total: metric('counter', 'User and system CPU time.', () => {
		const {user, system} = process.cpuUsage();
		return (user + system) / 1_000_000;
	}),
	process_resident_memory_bytes: metric('gauge', 'Resident memory size.', () =>
		process.memoryUsage.rss(),
	),
} satisfies Readonly<Record<string, Metric>>;

export function workflowOf({execution}: Run): string {
	const id = execution?.workflowId ?? null;
	return id === null ? 'unknown' : shortLabel(id.safe);
}

function shortLabel(text: string): string {
	return text.slice(0, maxLabelLength);
}

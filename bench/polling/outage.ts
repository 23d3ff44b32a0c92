import {max, maxPerSecond, requestsIn, requestsPerSecond, type Span} from './measure.ts';
import {watchedRuns, type Recording} from './recording.ts';
import type {Goal} from './situation.ts';

export const outage = {from: 60_000, until: 120_000};
const beforeOutage: Span = {from: 20_000, until: outage.from};

/** Returns the arrival of the first response after the outage. */
function returnedAt({requests}: Recording): number {
	return (
		requests.find(({sentAt, result}) => sentAt >= outage.until && result === 'granted')?.endedAt ??
		Infinity
	);
}

export const outageGoals: readonly Goal[] = [
	{
		what: 'longest time between probes',
		unit: 's',
		atMost: 10,
		measure: recording => {
			const moments = requestsIn(recording, {from: outage.from, until: Infinity})
				.map(({sentAt}) => sentAt)
				.filter((_, index, all) => index === 0 || (all[index - 1] ?? 0) < outage.until);
			return max(moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0))) / 1000;
		},
	},
	{
		what: 'all runs polled after the first good response',
		unit: 's',
		atMost: 5,
		measure: recording => {
			const returned = returnedAt(recording);
			const end = recording.situation.seconds * 1000;
			return max(
				watchedRuns(recording)
					.filter(({responses}) => {
						const before = responses.findLast(({endedAt}) => endedAt < returned);
						return before?.reported?.isFinal !== true;
					})
					.map(({responses}) => {
						const first = responses.find(({endedAt}) => endedAt >= returned);
						return ((first?.endedAt ?? end) - returned) / 1000;
					}),
			);
		},
	},
	{
		what: 'largest rate in a second after it, by the usual rate',
		unit: '×',
		atMost: 2,
		measure: recording =>
			maxPerSecond(recording, {from: outage.until, until: Infinity}) /
			requestsPerSecond(recording, beforeOutage),
	},
	{
		what: 'largest rate in a second before it, by the usual rate',
		unit: '×',
		measure: recording =>
			maxPerSecond(recording, {from: 5000, until: outage.from}) /
			requestsPerSecond(recording, beforeOutage),
	},
	{
		what: 'requests during the outage',
		unit: 'requests',
		measure: recording => requestsIn(recording, outage).length,
	},
];

import type {Dice} from '../forecast/random.ts';
import {
	endDelays,
	firstAnswers,
	gapQuantile,
	gaps,
	maxGapSec,
	maxPerSecond,
	reachedAt,
	refusedPercent,
	requestsIn,
	requestsPerSecond,
	runsWithLostEntries,
	settled,
	steadyFrom,
	usedPercent,
	type Span,
} from './measure.ts';
import {watchedRuns, type Recording} from './recording.ts';
import type {Goal, Situation} from './situation.ts';

const max = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0);

const everyRunAsked: Goal = {
	what: 'last first answer',
	unit: 's',
	measure: recording => max(firstAnswers(recording)),
	atMost: 20,
};
const refused = (atMost?: number): Goal => ({
	what: 'refused after 10 s',
	unit: '%',
	measure: recording => refusedPercent(recording, settled(recording)),
	...(atMost !== undefined && {atMost}),
});
const used = (atLeast?: number): Goal => ({
	what: 'allowed rate used after 10 s',
	unit: '%',
	measure: recording => usedPercent(recording, settled(recording)),
	...(atLeast !== undefined && {atLeast}),
});
const gapP99 = (atMost?: number): Goal => ({
	what: 'gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99),
	...(atMost !== undefined && {atMost}),
});
const gapMedian: Goal = {
	what: 'gap median',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.5),
};
const gapMax: Goal = {what: 'longest gap', unit: 's', measure: recording => max(gaps(recording))};
const selectedGap: Goal = {
	what: 'selected run, gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99, 'selected'),
	atMost: 2.5,
};
const inSightGap = (atMost: number): Goal => ({
	what: 'rows in sight, gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99, 'in sight'),
	atMost,
});
const restGap: Goal = {
	what: 'other runs, gap p99',
	unit: 's',
	measure: recording => gapQuantile(recording, 0.99, 'rest'),
};
const endSeen = (atMost?: number): Goal => ({
	what: 'slowest end seen',
	unit: 's',
	measure: recording => max(endDelays(recording)),
	...(atMost !== undefined && {atMost}),
});
const lost = (atMost?: number): Goal => ({
	what: 'runs that lost entries',
	unit: 'runs',
	measure: runsWithLostEntries,
	...(atMost !== undefined && {atMost}),
});
const rate = (atMost?: number): Goal => ({
	what: 'requests a second after 10 s',
	unit: '/s',
	measure: recording => requestsPerSecond(recording, settled(recording)),
	...(atMost !== undefined && {atMost}),
});
const peak: Goal = {
	what: 'largest rate in a second',
	unit: '/s',
	measure: recording => maxPerSecond(recording, {from: 0, until: Infinity}),
};

const limited = {runs: 300, seconds: 120, limit: {perSecond: 20}} as const;
const headlessGoals = [
	everyRunAsked,
	gapP99(20),
	refused(3),
	used(85),
	gapMedian,
	gapMax,
	endSeen(),
	peak,
];
const screenGoals = [
	selectedGap,
	inSightGap(6),
	endSeen(15),
	refused(3),
	used(85),
	restGap,
	everyRunAsked,
];

const fallAt = 60_000;
const riseAt = 150_000;
const changing = {
	runs: 300,
	seconds: 240,
	limit: {
		perSecond: 50,
		changes: [
			{from: fallAt, perSecond: 10},
			{from: riseAt, perSecond: 50},
		],
	},
} as const;
const windowMs = 5000;
const changingGoals: readonly Goal[] = [
	{
		what: 'lower rate found (5 s windows, ≤ 10 % refused, ≥ half used)',
		unit: 's',
		atMost: 15,
		measure: recording =>
			(steadyFrom(
				{from: fallAt, until: riseAt},
				windowMs,
				window => refusedPercent(recording, window) <= 10 && usedPercent(recording, window) >= 50,
			) -
				fallAt) /
			1000,
	},
	{
		what: 'refused in the 15 s after the fall',
		unit: '%',
		atMost: 10,
		measure: recording => refusedPercent(recording, {from: fallAt, until: fallAt + 15_000}),
	},
	{
		what: 'higher rate used again (5 s window, ≥ 85 %)',
		unit: 's',
		atMost: 60,
		measure: recording =>
			(reachedAt(
				{from: riseAt, until: recording.situation.seconds * 1000},
				windowMs,
				window => usedPercent(recording, window) >= 85,
			) -
				riseAt) /
			1000,
	},
	{
		what: 'used while it is low, after 15 s',
		unit: '%',
		measure: recording => usedPercent(recording, {from: fallAt + 15_000, until: riseAt}),
	},
	{
		what: 'refused while it is low, after 15 s',
		unit: '%',
		measure: recording => refusedPercent(recording, {from: fallAt + 15_000, until: riseAt}),
	},
];

/** Returns the share in percent that each client has of the accepted requests after 30 s. */
function shares(recording: Recording): readonly number[] {
	const granted = requestsIn(recording, {from: 30_000, until: Infinity}, 'granted');
	const clients = recording.situation.clientsStartAt?.keys() ?? [];
	return [...clients].map(
		client => (granted.filter(request => request.client === client).length / granted.length) * 100,
	);
}

const outage = {from: 60_000, until: 120_000};
const beforeOutage: Span = {from: 20_000, until: outage.from};

/** Returns the arrival of the first response after the outage. */
function returnedAt({requests}: Recording): number {
	return (
		requests.find(({sentAt, result}) => sentAt >= outage.until && result === 'granted')?.endedAt ??
		Infinity
	);
}

const outageGoals: readonly Goal[] = [
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
		what: 'all runs asked after the first good response',
		unit: 's',
		atMost: 5,
		measure: recording => {
			const returned = returnedAt(recording);
			const end = recording.situation.seconds * 1000;
			return max(
				watchedRuns(recording)
					.filter(({responses}) => {
						const before = responses.findLast(({endedAt}) => endedAt < returned);
						return before?.log?.isFinal !== true;
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

/** A log of which regular polls show everything, although a response has only its tail. */
function slidingLog(tail: number): NonNullable<Situation['log']> {
	return {entries: tail, tail, perSecond: (dice: Dice) => dice.between(0, tail / maxGapSec)};
}

/** The situations of the goals. */
export const situations: readonly Situation[] = [
	{key: 'a', what: '300 runs, 20/s, Retry-After', ...limited, goals: headlessGoals},
	{
		key: 'b',
		what: '300 runs, 20/s, no Retry-After',
		...limited,
		retryAfter: false,
		goals: headlessGoals,
	},
	{
		key: 'c1',
		what: 'on a screen, 300 runs, 20/s, Retry-After',
		...limited,
		screen: {inSight: 30},
		goals: screenGoals,
	},
	{
		key: 'c2',
		what: 'on a screen, 300 runs, 20/s, no Retry-After',
		...limited,
		retryAfter: false,
		screen: {inSight: 30},
		goals: screenGoals,
	},
	{key: 'd1', what: '50/s → 10/s → 50/s, Retry-After', ...changing, goals: changingGoals},
	{
		key: 'd2',
		what: '50/s → 10/s → 50/s, no Retry-After',
		...changing,
		retryAfter: false,
		goals: changingGoals,
	},
	{
		key: 'e',
		what: '3 clients share 30/s',
		runs: 300,
		seconds: 150,
		clientsStartAt: [0, 7000, 20_000],
		limit: {perSecond: 30},
		goals: [
			{
				what: 'smallest share',
				unit: '%',
				atLeast: 20,
				measure: recording => Math.min(...shares(recording)),
			},
			{what: 'largest share', unit: '%', atMost: 45, measure: recording => max(shares(recording))},
			refused(),
			used(),
		],
	},
	{
		key: 'f',
		what: '1,000 runs, latency 100 ms',
		runs: 1000,
		seconds: 60,
		latencyMs: 100,
		goals: [gapP99(4), gapMedian, gapMax, endSeen(), rate(), peak],
	},
	{
		key: 'g',
		what: 'on a screen, 500 runs, 30 in sight, whole logs',
		runs: 500,
		seconds: 60,
		screen: {inSight: 30},
		log: {entries: 300, perSecond: () => 1},
		goals: [rate(40), endSeen(5), inSightGap(2.4), selectedGap, restGap, everyRunAsked, peak],
	},
	{
		key: 'h',
		what: 'outage of 60 s, 300 runs',
		runs: 300,
		seconds: 180,
		outage,
		goals: outageGoals,
	},
	{
		key: 'i',
		what: '40 runs, 60 requests in each 30 s, Retry-After until the next',
		runs: 40,
		seconds: 300,
		limit: {perSecond: 2, portionMs: 30_000},
		goals: [gapMedian, gapP99(), gapMax, refused(), used(), endSeen()],
	},
	...[10, 100, 1000].map((tail): Situation => ({
		key: `k${tail}`,
		what: `on a screen, 300 runs, only the last ${tail} entries`,
		runs: 300,
		seconds: 60,
		screen: {inSight: 30},
		log: slidingLog(tail),
		goals: [lost(0), rate()],
	})),
];

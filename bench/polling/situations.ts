import {changing, changingGoals} from './changing-limit.ts';
import * as goals from './goals.ts';
import {max, maxGapSec, requestsIn} from './measure.ts';
import {outage, outageGoals} from './outage.ts';
import type {Recording} from './recording.ts';
import type {Goal, Situation} from './situation.ts';

const limited = {runs: 300, seconds: 120, limit: {perSecond: 20}} as const;
const headlessGoals: readonly Goal[] = [
	{...goals.firstResponse, atMost: 20},
	{...goals.gapP99, atMost: 20},
	{...goals.refused, atMost: 3},
	{...goals.used, atLeast: 85},
	goals.gapMedian,
	goals.gapMax,
	goals.endSeen,
	goals.peak,
];
const screenGoals: readonly Goal[] = [
	{...goals.selectedGap, atMost: 2.5},
	{...goals.inSightGap, atMost: 6},
	{...goals.endSeen, atMost: 15},
	{...goals.refused, atMost: 3},
	{...goals.used, atLeast: 85},
	goals.restGap,
	goals.firstResponse,
];

/** Returns the share in percent that each client has of the accepted requests after a minute. */
function shares(recording: Recording): readonly number[] {
	const granted = requestsIn(recording, {from: 60_000, until: Infinity}, 'granted');
	const clients = recording.situation.clientsStartAt?.keys() ?? [];
	return [...clients].map(
		client => (granted.filter(request => request.client === client).length / granted.length) * 100,
	);
}

function unbounded({what, unit, measure}: Goal): Goal {
	return {what, unit, measure};
}

/** The situations of the goals. */
export const situations: readonly Situation[] = [
	{key: 'a', what: '300 runs, 20/s, Retry-After', ...limited, goals: headlessGoals},
	{
		key: 'b',
		what: '300 runs, 20/s, no Retry-After',
		...limited,
		limit: {...limited.limit, retryAfter: 'none'},
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
		limit: {...limited.limit, retryAfter: 'none'},
		screen: {inSight: 30},
		goals: screenGoals,
	},
	{key: 'd1', what: '50/s → 10/s → 50/s, Retry-After', ...changing, goals: changingGoals},
	{
		key: 'd2',
		what: '50/s → 10/s → 50/s, no Retry-After',
		...changing,
		limit: {...changing.limit, retryAfter: 'none'},
		goals: changingGoals,
	},
	{
		key: 'e',
		what: '3 clients share 30/s',
		runs: 300,
		seconds: 300,
		clientsStartAt: [0, 7000, 20_000],
		limit: {perSecond: 30},
		goals: [
			{
				what: 'smallest share after a minute',
				unit: '%',
				atLeast: 20,
				measure: recording => Math.min(...shares(recording)),
			},
			{
				what: 'largest share after a minute',
				unit: '%',
				atMost: 45,
				measure: recording => max(shares(recording)),
			},
			goals.refused,
			goals.used,
		],
	},
	{
		key: 'f',
		what: '1,000 runs, latency 100 ms',
		runs: 1000,
		seconds: 60,
		latencyMs: 100,
		goals: [
			{...goals.gapP99, atMost: 4},
			goals.gapMedian,
			goals.gapMax,
			goals.endSeen,
			goals.rate,
			goals.peak,
		],
	},
	{
		key: 'g',
		what: 'on a screen, 500 runs, 30 in sight, logs of one entry',
		runs: 500,
		seconds: 60,
		screen: {inSight: 30},
		log: {entries: 1, perSecond: 0},
		goals: [
			{...goals.rate, atMost: 40},
			{...goals.endSeen, atMost: 5},
			{...goals.inSightGap, atMost: maxGapSec},
			{...goals.selectedGap, atMost: 2.5},
			goals.restGap,
			goals.firstResponse,
			goals.peak,
		],
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
		key: 'h2',
		what: 'as h, but each request hangs for 15 s',
		runs: 300,
		seconds: 180,
		outage: {...outage, hangMs: 15_000},
		goals: outageGoals.map(goal => unbounded(goal)),
	},
	{
		key: 'i',
		what: '40 runs, 60 requests in each 30 s, Retry-After until the next',
		runs: 40,
		seconds: 300,
		limit: {perSecond: 2, portionMs: 30_000},
		goals: [goals.gapMedian, goals.gapP99, goals.gapMax, goals.refused, goals.used, goals.endSeen],
	},
	{
		key: 'j1',
		what: 'as a, but bursts of 2 at most',
		...limited,
		limit: {perSecond: 20, burst: 2},
		goals: headlessGoals.map(goal => unbounded(goal)),
	},
	{
		key: 'j2',
		what: 'as a, but 1,200 requests in each minute',
		...limited,
		seconds: 300,
		limit: {perSecond: 20, portionMs: 60_000},
		goals: headlessGoals.map(goal => unbounded(goal)),
	},
	{
		key: 'l',
		what: 'on a screen, 300 runs, of which 200 start from the queue',
		runs: 300,
		seconds: 120,
		queuedShare: 2 / 3,
		screen: {inSight: 30},
		goals: [goals.startSeen, goals.endSeen, goals.rate],
	},
];

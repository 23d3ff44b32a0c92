import {reachedAt, refusedPercent, steadyFrom, usedPercent} from './measure.ts';
import type {Goal} from './situation.ts';

const fallAt = 60_000;
const riseAt = 150_000;
export const changing = {
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
export const changingGoals: readonly Goal[] = [
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

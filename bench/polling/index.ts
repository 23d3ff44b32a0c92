import type {Bench, Row} from '../row.ts';
import {recordOverHttp} from './over-http.ts';
import type {Recording} from './recording.ts';
import {simulate} from './simulate.ts';
import type {Goal, Situation} from './situation.ts';
import {situations} from './situations.ts';

const seeds = [1, 2, 3, 4, 5];

/** The situations that are also measured over HTTP, each for a minute. */
const overHttp = new Set(['a', 'b', 'c1', 'c2']);
const httpSeconds = 60;

/** Simulates the poller in the situations of its goals. The value of a row is the worst of all seeds. */
export const polling: Bench = async parts => {
	const rows: Row[] = [];

	for (const situation of chosen(parts)) {
		const values: (readonly number[])[] = [];

		// One after another, so that only one recording is in memory.
		for (const seed of seeds) {
			values.push(valuesOf(situation, await simulate(situation, seed)));
		}

		rows.push(...rowsOf(situation, values));
	}

	return rows;
};

/** Measures the same over HTTP, with the built program and the demo service. */
export const pollingOverHttp: Bench = async parts => {
	const measured = chosen(parts)
		.filter(({key}) => overHttp.has(key))
		.map(situation => ({...situation, key: `${situation.key} over HTTP`, seconds: httpSeconds}));
	const rows = await Promise.all(
		measured.map(async situation => {
			const recording = await recordOverHttp(situation, seeds[0] ?? 1);
			return rowsOf(situation, [valuesOf(situation, recording)]);
		}),
	);
	return rows.flat();
};

function chosen(keys: readonly string[]): readonly Situation[] {
	return situations.filter(({key}) => keys.length === 0 || keys.includes(key));
}

function valuesOf({goals}: Situation, recording: Recording): readonly number[] {
	return goals.map(goal => goal.measure(recording));
}

/** `values`: those of all goals, for each recording. */
function rowsOf(
	{key, what, goals}: Situation,
	values: readonly (readonly number[])[],
): readonly Row[] {
	return goals.map((goal, index) =>
		rowOf(
			`${key}: ${what}: ${goal.what}`,
			goal,
			values.map(ofGoals => ofGoals[index] ?? Number.NaN),
		),
	);
}

function rowOf(what: string, goal: Goal, values: readonly number[]): Row {
	const {unit, atMost = null, atLeast = null} = goal;
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return {
		what,
		measured: least === most ? '' : `${short(least)}–${short(most)} ${unit}`,
		reference: '',
		value: atLeast === null ? most : least,
		unit,
		limit: atLeast ?? atMost,
		isAtLeast: atLeast !== null,
	};
}

function short(value: number): string {
	return String(Number(value.toPrecision(3)));
}

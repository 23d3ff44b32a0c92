import type {Bench, Row} from '../row.ts';
import {simulate} from './simulate.ts';
import type {Goal, Situation} from './situation.ts';
import {situations} from './situations.ts';

const seeds = [1, 2, 3, 4, 5];

/** Simulates the poller in the situations of its goals. The value of a row is the worst of all seeds. */
export const polling: Bench = async parts => {
	const chosen = situations.filter(({key}) => parts.length === 0 || parts.includes(key));
	const rows: Row[] = [];

	for (const situation of chosen) {
		rows.push(...(await measure(situation)));
	}

	return rows;
};

async function measure(situation: Situation): Promise<readonly Row[]> {
	const {key, what, goals} = situation;
	const values = goals.map((): number[] => []);

	// One after another, so that only one recording is in memory.
	for (const seed of seeds) {
		const recording = await simulate(situation, seed);

		for (const [index, goal] of goals.entries()) {
			values[index]?.push(goal.measure(recording));
		}
	}

	return goals.map((goal, index) => rowOf(`${key}: ${what}: `, goal, values[index] ?? []));
}

function rowOf(prefix: string, goal: Goal, values: readonly number[]): Row {
	const {what, unit, atMost = null, atLeast = null} = goal;
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return {
		what: prefix + what,
		measured: `${short(least)}–${short(most)} ${unit}`,
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

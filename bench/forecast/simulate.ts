import type {Execution} from '../../source/core/execution.ts';
import {forecast} from '../../source/core/forecast/forecast.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {name, polled, start} from '../../test/helpers/values.ts';
import {naiveLeft, type Guess, type GuessedRun} from './judge.ts';
import {diceOf} from './random.ts';
import {lengthOf, percentAt, type Shape} from './shapes.ts';

/** The number of runs of each simulated workflow. They run one after another. */
const runsOfWorkflow = 12;

/** The poll interval in seconds. */
const usualInterval = 2;

/**
 * Runs the program on `workflows` simulated workflows of each shape. Returns the predicted runs by the name of the
 * shape. Each run is predicted from earlier runs of its workflow. Responses pass through the reducer like real ones.
 */
export function simulate(
	shapes: readonly Shape[],
	seed: number,
	workflows: number,
): ReadonlyMap<string, readonly GuessedRun[]> {
	return new Map(
		shapes.map((shape, index) => [
			shape.name,
			Array.from({length: workflows}, (_, workflow) =>
				simulateWorkflow(shape, seed + 7919 * index + 104_729 * workflow),
			).flat(),
		]),
	);
}

function simulateWorkflow(
	{plan, interval = usualInterval}: Shape,
	seed: number,
): readonly GuessedRun[] {
	const dice = diceOf(seed);
	const roll = plan(dice);
	let state = initialState({columns: 80, rows: 24}, start);
	let now = start;
	return Array.from({length: runsOfWorkflow}, (_, index) => {
		const id = `run ${index}`;
		const segments = roll(dice);
		const length = lengthOf(segments);
		const startedAt = now;
		const shownForecasts: Guess[] = [];
		state = reduce(state, {type: 'runsAdded', at: now, ids: [name(id)]}).state;

		for (let at = interval * dice.next(); at < length; at += interval * dice.between(0.9, 1.1)) {
			now = startedAt + Math.round(at * 1000);
			const progressPercent = Math.round(percentAt(segments, at) * 10) / 10;
			state = response(state, id, {progressPercent, startedAt}, now);
			const run = state.runs.get(id);

			if (run !== undefined && run.execution !== null) {
				const {runSec} = forecast(run, now);
				shownForecasts.push({
					left: length - at,
					ours: runSec,
					naive: naiveLeft(run.execution, now),
				});
			}
		}

		now = startedAt + Math.round(length * 1000);
		state = response(
			state,
			id,
			{phase: 'succeeded', progressPercent: 100, startedAt, terminalAt: now},
			now,
		);
		now += 5000;
		return {length, shownForecasts};
	});
}

function response(state: State, id: string, change: Partial<Execution>, at: number): State {
	return reduce(state, polled(id, change, [], at)).state;
}

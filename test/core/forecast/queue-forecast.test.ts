import assert from 'node:assert/strict';
import test from 'node:test';
import {diceOf, type Dice} from '../../../bench/forecast/random.ts';
import {forecast} from '../../../source/core/forecast/forecast.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {initialState} from '../../../source/store/state.ts';
import {added, play} from '../../helpers/play.ts';
import {polled, start} from '../../helpers/values.ts';

const second = 1000;

type Queue = {
	readonly places: number;
	readonly place: (dice: Dice) => number;
	/** The seconds per place in the service's estimate. */
	readonly told: number;
	readonly back: number;
	readonly every: (dice: Dice) => number;
};

/** Returns the mean errors of the forecast and of the service's estimate, as shares of the wait. */
function errorsIn(queue: Queue, seed: number): {readonly ours: number; readonly service: number} {
	const waits = Array.from({length: 20}, (_, index) => errorsOfWait(queue, seed + 7919 * index));
	const mean = (pick: (wait: {ours: number; service: number}) => number): number =>
		waits.reduce((sum, wait) => sum + pick(wait), 0) / waits.length;
	return {ours: mean(({ours}) => ours), service: mean(({service}) => service)};
}

function errorsOfWait({places, place, told, back, every}: Queue, seed: number) {
	const dice = diceOf(seed);
	const moves: Array<{readonly at: number; readonly position: number}> = [];
	let position = places;
	let at = 0;
	let nextBack = every(dice);

	while (position > 0) {
		at += place(dice);
		position -= 1;

		if (at > nextBack && position > 0) {
			position += back;
			nextBack = at + every(dice);
		}

		moves.push({at, position});
	}

	let state = play(initialState({columns: 80, rows: 24}, start), added(['a'])).state;
	let [ours, service, count] = [0, 0, 0];

	for (let now = 0; now < at; now += 2) {
		const {position: shown} = moves.findLast(move => move.at <= now) ?? {position: places};
		const estimatedWaitSec = shown * told;
		state = reduce(
			state,
			polled(
				'a',
				{phase: 'queued', queuePosition: shown, estimatedWaitSec},
				[],
				start + now * second,
			),
		).state;
		const run = state.runs.get('a');
		assert.ok(run);
		const likely = forecast(run, start + now * second).queueSec?.likely ?? Number.NaN;
		ours += Math.abs(likely - (at - now)) / at;
		service += Math.abs(estimatedWaitSec - (at - now)) / at;
		count++;
	}

	return {ours: ours / count, service: service / count};
}

const never = () => Infinity;

/** Simulated queues. The constants of the forecast were chosen with the first three queues, not with the others. */
const queues: Readonly<Record<string, Queue>> = {
	'three places back every other minute': {
		places: 20,
		place: dice => 10 * dice.factor(0.2),
		told: 13.3,
		back: 3,
		every: () => 120,
	},
	'forward as the service says': {
		places: 20,
		place: dice => 10 * dice.factor(0.2),
		told: 10,
		back: 0,
		every: never,
	},
	'one place back every half minute': {
		places: 12,
		place: dice => 10 * dice.factor(0.4),
		told: 15,
		back: 1,
		every: () => 30,
	},
	'two places back each minute, unevenly': {
		places: 16,
		place: dice => 6 * dice.factor(0.5),
		told: 8,
		back: 2,
		every: dice => dice.between(40, 80),
	},
	'six places back at random': {
		places: 30,
		place: dice => 8 * dice.factor(0.3),
		told: 10,
		back: 6,
		every: dice => dice.between(100, 400),
	},
};

for (const [label, queue] of Object.entries(queues)) {
	test(`the forecast of a wait is not worse than the service's own estimate: ${label}`, () => {
		const {ours, service} = errorsIn(queue, 20_260_508);
		assert.ok(ours <= service + 0.01, `${label}: ${ours.toFixed(3)} against ${service.toFixed(3)}`);
	});
}

test("the forecast is better if the queue is slower than the service's estimate", () => {
	const place = (dice: Dice) => 25 * dice.factor(0.2);
	const slow: Queue = {places: 20, place, told: 10, back: 0, every: never};
	const {ours, service} = errorsIn(slow, 1);
	assert.ok(ours < 0.8 * service, `${ours.toFixed(3)} against ${service.toFixed(3)}`);
});

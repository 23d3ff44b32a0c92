import assert from 'node:assert/strict';
import test from 'node:test';
import {forecast} from '../../../source/core/forecast/forecast.ts';
import {noSamples} from '../../../source/core/forecast/run-samples.ts';
import {lateSince, usualSecIfOverdue} from '../../../source/core/run-state.ts';
import {Chance} from '../../helpers/chance.ts';
import {pollStatus} from '../../helpers/sample.ts';
import {execution, profile, start} from '../../helpers/values.ts';

const second = 1000;

/** Makes a run at 1 % after `seconds`, with earlier runs of these lengths. */
function running(seconds: number, earlier: readonly number[]) {
	const startedAt = start - seconds * second;
	return {
		execution: execution({progressPercent: 1, startedAt}),
		polling: pollStatus({respondedAt: start, changedAt: start, nextPollAt: start + 2 * second}),
		samples: {
			...noSamples,
			movedAt: start,
			earlierRuns: earlier.map(each => profile(each)),
		},
	};
}

test('a run that is longer than every earlier run has no ETA, but a usual length', () => {
	const long = running(1307, [6, 6, 6, 6]);
	assert.equal(forecast(long, start).runSec, null);
	assert.equal(usualSecIfOverdue(long), 6);
	assert.equal(usualSecIfOverdue(running(5, [6, 6, 6, 6])), null);
	assert.notEqual(forecast(running(5, [6, 6, 6, 6]), start).runSec, null);
	// Two runs are not enough.
	assert.equal(usualSecIfOverdue(running(1307, [6, 6])), null);
});

test('a run can be late after five earlier runs, since a time that depends only on its start', () => {
	assert.equal(lateSince(running(100_000, [6, 6, 6, 6])), null);
	const late = running(1307, [20, 22, 24, 22, 21]);
	const since = lateSince(late);
	assert.equal(Math.round(((since ?? 0) - start) / second), -1307 + 104);
	const later = {...late, polling: {...late.polling, respondedAt: start + 600 * second}};
	assert.equal(lateSince(later), since);
	assert.equal(lateSince(running(30, [20, 22, 24, 22, 21])), null);
});

test('a run that has ended, is queued or is no longer polled is not late', () => {
	const late = running(1307, [6, 6, 6, 6, 6]);
	assert.notEqual(lateSince(late), null);

	for (const phase of ['queued', 'succeeded', 'other'] as const) {
		const startedAt = start - 1307 * second;
		assert.equal(lateSince({...late, execution: execution({phase, startedAt})}), null);
	}

	assert.equal(lateSince({...late, polling: {...late.polling, gaveUp: 'unreachable'}}), null);
});

test('one earlier run that hung does not prevent detection', () => {
	const late = running(600, [6, 6, 1200, 6, 6, 6]);
	assert.notEqual(lateSince(late), null);
	assert.equal(forecast(late, start).runSec, null);
	assert.equal(usualSecIfOverdue(late), 6);
});

/**
 * Kinds of healthy workflows. Each function draws a workflow, and returns a function that draws the duration of its
 * next run, in seconds.
 */
const healthy: Readonly<Record<string, (dice: Chance) => () => number>> = {
	alike: dice => {
		const middle = dice.between(5, 600);
		return () => middle * dice.factor(0.2);
	},
	lognormal: dice => {
		const middle = dice.between(5, 600);
		return () => middle * dice.factor(0.7);
	},
	'two kinds as often': dice => {
		const short = dice.between(5, 600);
		return () => short * (dice.happens(0.5) ? 5 : 1) * dice.factor(0.1);
	},
	'one in five four times as long': dice => {
		const short = dice.between(5, 600);
		return () => short * (dice.happens(0.2) ? 4 : 1) * dice.factor(0.15);
	},
	'a model to load in one of four': dice => {
		const load = dice.between(30, 120);
		const work = dice.between(15, 60);
		return () => work * dice.factor(0.1) + (dice.happens(0.25) ? load : 2);
	},
	'each 15 % longer': dice => {
		let length = dice.between(5, 100);
		return () => (length *= 1.15) * dice.factor(0.05);
	},
	wandering: dice => {
		let length = dice.between(5, 300);
		return () => (length *= dice.factor(0.3));
	},
};

for (const [name, plan] of Object.entries(healthy)) {
	test(`of 1,000 healthy runs at most 10 are ever late: ${name}`, () => {
		let late = 0;

		for (let workflow = 0; workflow < 40; workflow++) {
			const roll = plan(new Chance(70_001 * (workflow + 1)));
			const lengths: number[] = [];

			for (let run = 0; run < 25; run++) {
				const length = roll();
				// A late run stays late, so it is enough to check its last moment.
				late += lateSince(running(length, lengths.slice(-20))) === null ? 0 : 1;
				lengths.push(length);
			}
		}

		assert.ok(late <= 10, `${late}`);
	});
}

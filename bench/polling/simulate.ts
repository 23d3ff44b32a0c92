import {maxConcurrency} from '../../source/config/option-values.ts';
import {createPoller, type Poller} from '../../source/polling/poller.ts';
import {diceOf} from '../../test/helpers/dice.ts';
import {FakeClock} from '../../test/helpers/fake-clock.ts';
import {start} from '../../test/helpers/values.ts';
import type {Recording} from './recording.ts';
import {makeOldRuns, makeRuns} from './runs.ts';
import {createSimulatedService} from './service.ts';
import type {Situation} from './situation.ts';

/** Runs the pollers of a situation against its service, on a fake clock. Throws what a poller reports as a bug. */
export async function simulate(situation: Situation, seed: number): Promise<Recording> {
	const {seconds, clientsStartAt = [0], screen} = situation;
	const dice = diceOf(seed);
	const clock = new FakeClock(start);
	const runs = makeRuns(situation, dice);
	const service = createSimulatedService(situation, runs, makeOldRuns(dice), clock, dice);
	const ids = runs.map(({id}) => id);
	const pollers: Poller[] = [];
	const bugs: unknown[] = [];

	for (const [client, startAt] of clientsStartAt.entries()) {
		clock.after(startAt, () => {
			const poller = createPoller({
				client: service.clientFor(client),
				clock,
				interval: 2000,
				concurrency,
				random: dice.next,
				giveUpAfter: Infinity,
				dispatch: () => undefined,
				onBug: error => bugs.push(error),
			});
			pollers.push(poller);

			if (screen !== undefined) {
				const [selected = null, ...others] = ids;
				poller.prioritize({selected, inSight: others.slice(0, screen.inSight)});
			}

			poller.watch(ids);
		});
	}

	await clock.advanceAsync(seconds * 1000);
	const stopped = Promise.all(pollers.map(poller => poller.stop()));
	await clock.advanceAsync(0);
	await stopped;

	if (bugs.length > 0) {
		throw new AggregateError(bugs, 'A poller reported a bug.');
	}

	return {situation, runs, requests: service.requests};
}

const concurrency = maxConcurrency;

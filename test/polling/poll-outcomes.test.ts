import assert from 'node:assert/strict';
import test from 'node:test';
import {names, refusing, running, watching} from './set-up.ts';

const limited = refusing(1000);

/** A service that accepts this many requests a second, in whole seconds. */
function accepting(perSecond: number) {
	let [second, count] = [0, 0];
	return (now: number) => {
		if (Math.floor(now / 1000) !== second) {
			[second, count] = [Math.floor(now / 1000), 0];
		}

		count++;
		return count <= perSecond;
	};
}

test('under a limit the interval of the runs is reported, and the next poll is foretold with it', async t => {
	const accepts = accepting(5);
	const given = watching(t, [], () => (accepts(given.clock.monotonic()) ? running() : limited));
	given.poller.watch(names(50));
	await given.clock.advanceAsync(120_000);
	const {limitedInterval} = given.services.at(-1) ?? {};
	assert.ok(limitedInterval !== undefined && limitedInterval !== null);
	assert.ok(limitedInterval > 8000 && limitedInterval < 16_000, String(limitedInterval));
	const last = given.outcomes().findLast(({kind}) => kind === 'response');
	const wait = (last?.nextPollAt ?? 0) - (last?.at ?? 0);
	assert.ok(wait > 7000 && wait < 17_000, String(wait));
});

test('without a limit no interval is reported, however slow the service is', async t => {
	const given = watching(t, names(50), () => ({...running(), takes: 3000}));
	given.poller.pollNow('wfrun_1');
	await given.clock.advanceAsync(60_000);
	assert.ok(given.services.length > 10);
	assert.ok(given.services.every(({limitedInterval}) => limitedInterval === null));
});

test('a refusal that limits nothing reports no interval', async t => {
	const given = watching(t, names(3), (id, nth) =>
		id === 'wfrun_1' && nth === 3 ? limited : running(),
	);
	given.poller.prioritize({selected: 'wfrun_0', inSight: names(3)});
	await given.clock.advanceAsync(20_000);
	given.poller.pollNow('wfrun_2');
	await given.clock.advanceAsync(60_000);
	assert.equal(given.services.at(-1)?.refused, 1);
	assert.equal(given.services.at(-1)?.limitedInterval, null);
});

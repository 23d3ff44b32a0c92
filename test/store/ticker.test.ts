import assert from 'node:assert/strict';
import {test} from 'node:test';
import {needsTime} from '../../source/features/index.ts';
import type {Action} from '../../source/store/action.ts';
import {startTicker} from '../../source/store/ticker.ts';
import {openStore} from '../events/watch.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {added, invoked} from '../helpers/play.ts';
import {unreachableService} from '../helpers/sample.ts';
import {polled, start} from '../helpers/values.ts';

test('the ticker ticks each second while a run is active, and leaves no timer after all have ended', () => {
	const {clock, store, ticks} = ticking();
	clock.advance(5000);
	assert.equal(ticks.length, 0, 'nothing is watched');
	store.dispatch(added(['run'], clock.now()));
	clock.advance(5000);
	assert.equal(ticks.length, 5);
	assert.ok(ticks.every(at => at % 1000 === 0));
	store.dispatch(polled('run', {phase: 'succeeded'}));
	clock.advance(5000);
	assert.equal(ticks.length, 6, 'the tick that was under way still comes');
});

test('the ticker ticks while the next request to an unreachable service is awaited, but not in a pause', () => {
	const {clock, store, ticks} = ticking();
	store.dispatch({type: 'serviceChanged', at: clock.now(), service: unreachableService});
	clock.advance(5000);
	assert.equal(ticks.length, 5);
	store.dispatch({...invoked({type: 'pause'}), at: clock.now()});
	clock.advance(60_000);
	const inPause = ticks.length;
	clock.advance(5000);
	assert.equal(ticks.length, inPause);
});

test('with calm the ticker ticks at each full five seconds', () => {
	const {clock, store, ticks} = ticking(true);
	store.dispatch(added(['run'], clock.now()));
	clock.advance(20_000);
	assert.equal(ticks.length, 4);
	assert.ok(ticks.every(at => at % 5000 === 0));
});

function ticking(calm = false) {
	const clock = new FakeClock(start);
	const ticks: number[] = [];
	const store = openStore(clock);
	store.observe((_state, action: Action) => {
		if (action.type === 'ticked') {
			ticks.push(action.at);
		}
	});
	return {clock, store, ticks, stop: startTicker(store, clock, needsTime, calm)};
}

import assert from 'node:assert/strict';
import test from 'node:test';
import {emptySavedState} from '../../source/core/saved-state.ts';
import {commandRegistry} from '../../source/features/command-registry.ts';
import {keymap} from '../../source/features/keymap.ts';
import {chosenOptions, createWatchStore} from '../../source/session/watch-store.ts';
import {requestOf} from '../config/parse.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {added, invoked} from '../helpers/play.ts';
import {entry, polled, start} from '../helpers/values.ts';

test('several requests to go on reading logs are one action', async t => {
	const clock = new FakeClock(start);
	const {store, close} = createWatchStore(
		{
			size: {columns: 120, rows: 40},
			commands: commandRegistry(keymap, []),
			onBug(error) {
				throw error;
			},
		},
		{clock, frameClock: clock, initial: {saved: emptySavedState, discovering: false}},
	);
	t.after(close);
	const long = Array.from({length: 60_000}, (_, index) => entry(`line ${index}`, index));
	store.dispatch(added(['wfrun_a', 'wfrun_b']));
	store.dispatch(polled('wfrun_a', {}, long));
	store.dispatch(polled('wfrun_b', {}, long));
	store.dispatch(invoked({type: 'mark'}));
	store.dispatch(invoked({type: 'mark'}));
	store.dispatch(invoked({type: 'compare'}));
	store.dispatch({type: 'ticked', at: start + 1000});
	store.dispatch({type: 'ticked', at: start + 2000});
	assert.equal(clock.pending, 1);
	clock.advance(0);
	assert.equal(store.getState().view.nodeTrackers.get('wfrun_a')?.read, 60_000);
});

test('only --json requests the orders of runs', () => {
	for (const [format, expected] of [
		['--json', true],
		['--plain', false],
	] as const) {
		const request = requestOf({argv: ['wfrun_1', format], stdout: false});
		assert.equal(chosenOptions(request).reportsOrders, expected);
	}
});

import assert from 'node:assert/strict';
import test from 'node:test';
import {invoked, stateAfter, typed} from '../../helpers/play.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {now} from '../../helpers/sample.ts';

test('a search shows the help from its first match on; esc brings back the whole help, and another esc closes it', () => {
	const help = stateAfter(
		sampleState({columns: 80, rows: 24}),
		invoked({type: 'help'}, now),
		invoked({type: 'jump', to: 'end'}, now),
	);
	const of = ({view}: typeof help) =>
		view.overlay?.kind === 'help' ? [view.overlay.filter, view.overlay.scrollTop] : null;
	assert.notDeepEqual(of(help), ['', 0]);
	const search = stateAfter(help, invoked({type: 'filter'}, now), typed('log', now));
	assert.deepEqual(of(search), ['log', 0]);
	const back = invoked({type: 'back'}, now);
	assert.deepEqual(of(stateAfter(search, back)), ['', 0], 'given up');
	const kept = stateAfter(search, invoked({type: 'submit'}, now));
	assert.deepEqual(of(kept), ['log', 0]);
	assert.deepEqual(of(stateAfter(kept, back)), ['', 0]);
	assert.equal(of(stateAfter(kept, back, back)), null);
});

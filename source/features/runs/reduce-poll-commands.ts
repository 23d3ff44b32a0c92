import type {Instant} from '../../core/time/clock.ts';
import {clearGaveUp} from './reduce.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';

export function togglePause(state: State, at: Instant): Transition {
	const paused = !state.paused;
	return {
		state: withNotice({...state, paused}, {kind: paused ? 'paused' : 'resumed'}, at),
		effects: [{type: 'pause', paused}],
	};
}

/** Polls the selected run, even if its polling has stopped. */
export function pollNow(state: State, at: Instant): Transition {
	const {selected} = state.view;

	if (selected === null || state.denied !== null) {
		return noEffects(state);
	}

	return {
		state: withNotice(
			{...state, runs: clearGaveUp(state.runs, selected)},
			{kind: 'polling-now'},
			at,
		),
		effects: [{type: 'pollNow', id: selected}],
	};
}

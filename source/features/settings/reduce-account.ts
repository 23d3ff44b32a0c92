import type {Instant} from '../../core/time/clock.ts';
import {continuingDownloads} from '../outputs/download/reduce.ts';
import {emptyOutputsState} from '../outputs/state.ts';
import {initialState, type InitialOptions, type State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';

/**
 * The state with another account in it: as at a start, so that nothing of the account before can be seen any more. What
 * stays is what the terminal is like, what the reader wants of notifications and the mouse, and the count of the looks at outputs, by
 * which what comes late of one of the account before is known.
 */
export function switchAccount(state: State, initial: InitialOptions, at: Instant): State {
	const {size, away, silent, mouse} = state.view;
	const fresh = initialState(size, at, state.commands, {
		keeping: state.keeping,
		budget: state.budget,
		...initial,
	});
	const switched = {
		...fresh,
		// What is being saved goes on, as it was asked for.
		downloads: continuingDownloads(state),
		outputs: {...emptyOutputsState, previewCount: state.outputs.previewCount},
	};
	return withNotice(
		withView(switched, {away, silent, mouse}),
		{kind: 'profile', name: fresh.profile},
		at,
	);
}

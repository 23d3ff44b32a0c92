import type {Instant} from '../../core/time/clock.ts';
import {initialState, type InitialOptions, type State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {continuingDownloads} from '../outputs/index.ts';

/**
 * The initial state for another account, without anything of the previous account. Keeps the terminal's state, the
 * settings of notifications and the mouse, the downloads, and the count of previews, so that late responses of the
 * previous account are ignored.
 */
export function switchAccount(state: State, initial: InitialOptions, at: Instant): State {
	const {size, windowBlurred, notificationsOff, mouse} = state.view;
	const fresh = initialState(size, at, state.commands, {
		downloadAll: state.downloadAll,
		budget: state.budget,
		...initial,
	});
	const switched = {
		...fresh,
		downloads: continuingDownloads(state),
		previewCount: state.previewCount,
	};
	return withNotice(
		withView(switched, {windowBlurred, notificationsOff, mouse}),
		{kind: 'profile', name: fresh.profile},
		at,
	);
}

import type {Instant} from '../../core/time/clock.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Command} from '../../store/command.ts';
import type {Setting} from './state.ts';
import {initialState, type InitialOptions, type State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {continuingDownloads} from '../outputs/index.ts';
import {selectListed, sortBy, sortKeyNames} from '../runs/index.ts';

/** Settings that cannot be changed in a replay. */
const liveOnly: ReadonlySet<Setting> = new Set(['profile', 'interval']);

/**
 * Changes a setting for this session. `sort` and `filter` are part of the state. The other settings are changed by an
 * effect, which also reports the result.
 */
export function reduceSet(
	state: State,
	{setting, value}: Extract<Command, {type: 'set'}>,
	at: Instant,
): HandlerResult {
	if (state.replay !== null && liveOnly.has(setting)) {
		return withNotice(state, {kind: 'not-in-replay'}, at);
	}

	switch (setting) {
		case 'sort': {
			const key = sortKeyNames.find(name => name === value);
			return key === undefined
				? withNotice(state, {kind: 'not-set', setting, value: cleanName(value)}, at)
				: sortBy(state, key);
		}

		case 'filter':
			return selectListed(withView(state, {filter: value, focus: 'runs'}));
		case 'profile':
		case 'theme':
		case 'language':
		case 'interval':
			return {state, effects: [{type: 'set', setting, value}]};
	}
}

/**
 * Returns the initial state for another account. Keeps the terminal's state, the settings for notifications and the
 * mouse, and the downloads. Also keeps `previewCount`, the id of the latest preview request. New requests then get
 * other ids than those of the previous account, whose late responses are ignored.
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

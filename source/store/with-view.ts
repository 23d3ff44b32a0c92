import type {Instant} from '../core/time/clock.ts';
import type {Notice} from './notice.ts';
import type {State, View} from './state.ts';

/** Returns the identical state if nothing changes. */
export function withView(state: State, change: Partial<View>): State {
	const keys = Object.keys(change) as (keyof View)[];
	return keys.every(key => state.view[key] === change[key])
		? state
		: {...state, view: {...state.view, ...change}};
}

export function withNotice(state: State, notice: Notice, at: Instant): State {
	return withView(state, {notice: {notice, at}});
}

import type {Instant} from '../core/time/clock.ts';
import type {Notice} from './notice.ts';
import type {State, View} from './state.ts';

const maxNotices = 100;

/** Returns a copy of `value` with the properties of `change`; the identical object if all of them are equal already. */
export function withChanges<Value extends object>(value: Value, change: Partial<Value>): Value {
	const keys = Object.keys(change) as (keyof Value)[];
	return keys.every(key => value[key] === change[key]) ? value : {...value, ...change};
}

export function withView(state: State, change: Partial<View>): State {
	return withChanges(state, {view: withChanges(state.view, change)});
}

export function withNotice(state: State, notice: Notice, at: Instant): State {
	const timed = {notice, at};
	const notices = [timed, ...state.view.notices].slice(0, maxNotices);
	return withView(state, {notice: timed, notices});
}

import type {Instant} from '../domain/clock.ts';
import {sortKeys} from '../domain/remembered.ts';
import {cleanName} from '../terminal/sanitize.ts';
import type {Command, Setting} from './command.ts';
import {sortBy} from './reduce-remembered.ts';
import {selectListed} from './selection.ts';
import type {State} from './state.ts';
import {still, type Step} from './step.ts';
import {withNotice, withView} from './with-view.ts';

/** What a recording has no use for: nothing is asked, and of no other account. */
const live: ReadonlySet<Setting> = new Set(['profile', 'interval']);

/** Gives a setting another value. What is no part of the state is set elsewhere, which tells what came of it. */
export function reduceSet(
	state: State,
	{setting, value}: Extract<Command, {type: 'set'}>,
	at: Instant,
): Step {
	if (state.replay !== null && live.has(setting)) {
		return still(withNotice(state, {kind: 'not-in-replay'}, at));
	}

	switch (setting) {
		case 'sort': {
			const key = sortKeys.find(name => name === value);
			return key === undefined
				? still(withNotice(state, {kind: 'not-set', setting, value: cleanName(value)}, at))
				: still(sortBy(state, key));
		}

		case 'filter': {
			return selectListed(still(withView(state, {filter: value, focus: 'runs'})));
		}

		case 'profile':
		case 'theme':
		case 'language':
		case 'interval': {
			return {state, effects: [{type: 'set', setting, value}]};
		}
	}
}

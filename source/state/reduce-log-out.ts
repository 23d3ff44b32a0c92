import type {Instant} from '../domain/clock.ts';
import type {Effect} from './effect.ts';
import {selectedExcerpt, shownExcerpt, wholeExcerpt, type LogExcerpt} from './log-excerpt.ts';
import type {State} from './state.ts';
import {still, type Step} from './step.ts';
import {withNotice} from './with-view.ts';

/** Asks for what the log pane shows to be opened in the user's pager. */
export function pageLog(state: State, at: Instant): Step {
	return giveOut(state, at, shownExcerpt(state), log => ({type: 'page-log', log}));
}

/** Asks for the log to be saved: what the pane shows as text, or all of it as lines of JSON. */
export function saveLog(state: State, form: 'text' | 'json', at: Instant): Step {
	const excerpt = form === 'text' ? shownExcerpt(state) : wholeExcerpt(state);
	return giveOut(state, at, excerpt, log => ({type: 'save-log', form, log}));
}

/** Asks for a copy of the entry under the cursor, or of the selection. */
export function copyLog(state: State, at: Instant): Step {
	return giveOut(state, at, selectedExcerpt(state), log => ({type: 'copy-log', log}));
}

function giveOut(
	state: State,
	at: Instant,
	excerpt: LogExcerpt | null,
	effect: (excerpt: LogExcerpt) => Effect,
): Step {
	return excerpt === null
		? still(withNotice(state, {kind: 'no-log'}, at))
		: {state, effects: [effect(excerpt)]};
}

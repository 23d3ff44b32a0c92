import type {Instant} from '../../../core/time/clock.ts';
import type {Effect} from '../../../store/effect.ts';
import {selectedExcerpt, shownExcerpt, wholeExcerpt, type NoExcerpt} from './excerpt.ts';
import type {LogExcerpt} from './state.ts';
import type {State} from '../../../store/state.ts';
import type {HandlerResult} from '../../../store/transition.ts';
import {withNotice} from '../../../store/with-view.ts';

export function pageLog(state: State, at: Instant): HandlerResult {
	return giveOut(state, at, shownExcerpt(state), 'show', log => ({type: 'pageLog', log}));
}

export function saveLog(state: State, form: 'text' | 'json', at: Instant): HandlerResult {
	const excerpt = form === 'text' ? shownExcerpt(state) : wholeExcerpt(state);
	return giveOut(state, at, excerpt, 'save', log => ({type: 'saveLog', form, log}));
}

export function copyLog(state: State, at: Instant): HandlerResult {
	return giveOut(state, at, selectedExcerpt(state), 'copy', log => ({type: 'copyLog', log}));
}

function giveOut(
	state: State,
	at: Instant,
	excerpt: LogExcerpt | NoExcerpt,
	purpose: 'show' | 'save' | 'copy',
	effect: (excerpt: LogExcerpt) => Effect,
): HandlerResult {
	switch (excerpt) {
		case 'no-log':
			return withNotice(state, {kind: 'no-log'}, at);
		case 'nothing-shown':
			return withNotice(state, {kind: 'nothing-shown', purpose}, at);
		default:
			return {state, effects: [effect(excerpt)]};
	}
}

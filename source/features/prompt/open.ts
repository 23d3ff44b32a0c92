import {logKey} from '../log/index/select.ts';
import {logViewOf} from '../log/viewport.ts';
import type {Prompt, State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';

export function openPrompt(
	state: State,
	purpose: Extract<Prompt['purpose'], 'filter' | 'search'>,
): State {
	const text = state.view[purpose];
	const key = logKey(state);
	const place = purpose === 'search' && key !== null ? {place: logViewOf(state, key)} : {};
	return withView(state, {prompt: {purpose, text, before: text, ...place}});
}

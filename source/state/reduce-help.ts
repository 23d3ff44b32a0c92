import {helpRows} from './command-book.ts';
import type {State} from './state.ts';
import {withView} from './with-view.ts';

/** Opens the help, or closes what is in front. */
export function toggleHelp(state: State): State {
	const length = helpRows(state.book, '');
	return withView(state, {
		overlay: state.view.overlay === null ? {kind: 'help', filter: '', top: 0, length} : null,
	});
}

/** Opens the prompt that looks for something in the help; it starts with what is looked for already. */
export function searchHelp(state: State): State {
	const {overlay} = state.view;
	return overlay?.kind === 'help'
		? withView(state, {prompt: {purpose: 'help', text: overlay.filter, before: overlay.filter}})
		: state;
}

/** The help with only what is looked for in it; empty shows all. */
export function filterHelp(state: State, filter: string): State {
	const {overlay} = state.view;
	return overlay?.kind === 'help' && overlay.filter !== filter
		? withView(state, {
				overlay: {...overlay, filter, top: 0, length: helpRows(state.book, filter)},
			})
		: state;
}

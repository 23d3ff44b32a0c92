import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {closeOverlay} from '../panes/index.ts';

/** Opens the help if no overlay or a preview is open. Otherwise closes the overlay. */
export function toggleHelp(state: State): State {
	const {overlay} = state.view;
	return overlay === null || overlay.kind === 'output'
		? withView(state, {overlay: {kind: 'help', filter: '', top: 0}})
		: closeOverlay(state);
}

export function searchHelp(state: State): State {
	const {overlay} = state.view;
	return overlay?.kind === 'help'
		? withView(state, {prompt: {purpose: 'help', text: overlay.filter, before: overlay.filter}})
		: state;
}

export function filterHelp(state: State, filter: string): State {
	const {overlay} = state.view;
	return overlay?.kind === 'help' && overlay.filter !== filter
		? withView(state, {overlay: {...overlay, filter, top: 0}})
		: state;
}

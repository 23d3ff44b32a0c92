import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {overlayHeight} from './layout.ts';

export function closeOverlay(state: State): State {
	return withView(state, {overlay: null});
}

export function scrollOverlay(state: State, rows: number): State {
	const {overlay, size} = state.view;

	if (overlay === null) {
		return state;
	}

	const end = Math.max(0, overlay.length - overlayHeight(size));
	const top = Math.max(0, Math.min(overlay.top + rows, end));
	return withView(state, {overlay: top === overlay.top ? overlay : {...overlay, top}});
}

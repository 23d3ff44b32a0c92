import type {OverlayKind, OverlayOf, OverlayState} from '../../store/overlay.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {overlayHeight} from './layout.ts';
import {movementRows, movements} from './movement.ts';

/** Closing the help over a preview returns to the preview. */
export function closeOverlay(state: State): State {
	const {view, preview} = state;
	const isHelpOfPreview = view.overlay?.kind === 'help' && preview !== null;
	return withView(state, {overlay: isHelpOfPreview ? {kind: 'output', scrollTop: 0} : null});
}

/** Opens an overlay, or closes the one that is open. */
export function toggleOverlay(state: State, overlay: OverlayState): State {
	return withView(state, {overlay: state.view.overlay === null ? overlay : null});
}

export function overlayMovements<Kind extends OverlayKind>(
	kind: Kind,
	lengthOf: (state: State, overlay: OverlayOf<Kind>) => number,
) {
	return movements((state, movement) => {
		const {overlay, size} = state.view;

		if (overlay?.kind !== kind) {
			return null;
		}

		const height = overlayHeight(size);
		const end = Math.max(0, lengthOf(state, overlay as OverlayOf<Kind>) - height);
		const from = Math.min(overlay.scrollTop, end);
		const scrollTop = Math.max(0, Math.min(from + movementRows(movement, height), end));
		return withView(state, {
			overlay: scrollTop === overlay.scrollTop ? overlay : {...overlay, scrollTop},
		});
	});
}

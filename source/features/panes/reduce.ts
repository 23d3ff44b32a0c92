import type {OverlayKind, OverlayOf, OverlayState} from '../../store/overlay.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';
import {overlayHeight} from './layout.ts';
import {movementRows, movements} from './movement.ts';

/** Closing the help returns to the overlay that was open before. */
export function closeOverlay(state: State): State {
	const {overlay} = state.view;
	return withView(state, {overlay: overlay?.kind === 'help' ? overlay.behind : null});
}

/** Opens an overlay instead of any other, or closes it. */
export function toggleOverlay(state: State, overlay: OverlayState): State {
	const isOpen = state.view.overlay?.kind === overlay.kind;
	return isOpen ? closeOverlay(state) : withView(state, {overlay});
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

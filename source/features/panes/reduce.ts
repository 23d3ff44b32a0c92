import type {Instant} from '../../core/time/clock.ts';
import type {CommandOf} from '../../store/command.ts';
import type {OverlayState} from '../../store/overlay.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withChanges, withView} from '../../store/with-view.ts';
import {overlayHeight, type PaneName} from './layout.ts';

export type Movement = CommandOf<'move' | 'page' | 'jump'>;

/** Larger than the number of rows of any content, so a movement by this number reaches the end. */
const beyondEnd = 1_000_000_000;

/** Returns the number of rows to move, negative for up. `height`: the rows of a page. */
export function movementRows(movement: Movement, height: number): number {
	switch (movement.type) {
		case 'move':
			return movement.lines;
		case 'page': {
			const rows = Math.max(1, Math.floor(Math.abs(movement.pages) * height));
			return Math.sign(movement.pages) * rows;
		}

		case 'jump':
			return movement.to === 'end' ? beyondEnd : -beyondEnd;
	}
}

type MovementHandler = (state: State, movement: Movement, at: Instant) => HandlerResult | null;

export function movements(handler: MovementHandler) {
	return {move: handler, page: handler, jump: handler};
}

/**
 * Returns the scroll position nearest to `scrollTop` at which the selected row is visible. `at` is the index of this
 * row; -1 if no row is selected. `length` is the number of all rows, and `height` the number of visible rows.
 */
export function scrollTopShowing(
	at: number,
	scrollTop: number,
	length: number,
	height: number,
): number {
	const shown = at === -1 ? scrollTop : Math.max(at - height + 1, Math.min(scrollTop, at));
	return Math.max(0, Math.min(shown, length - height));
}

/** Whether the pane has the focus, and no overlay is in front of it. */
export function isInFront({view: {focus, overlay}}: Pick<State, 'view'>, pane: PaneName): boolean {
	return focus === pane && overlay === null;
}

/** Closes the overlay, and returns to the one behind it. */
export function closeOverlay(state: State): State {
	const {overlay} = state.view;
	return withView(state, {
		overlay: overlay !== null && 'behind' in overlay ? overlay.behind : null,
	});
}

/** Opens an overlay instead of any other, or closes it. */
export function toggleOverlay(state: State, overlay: OverlayState): State {
	const isOpen = state.view.overlay?.kind === overlay.kind;
	return isOpen ? closeOverlay(state) : withView(state, {overlay});
}

/** Scrolls the lines of an overlay. A list in an overlay moves its selection instead, which its own feature does. */
export function scrollOverlay(state: State, movement: Movement): State | null {
	const {overlay, size} = state.view;

	if (overlay === null) {
		return null;
	}

	const {scrollTop, end = beyondEnd} = overlay;
	const moved = Math.min(scrollTop, end) + movementRows(movement, overlayHeight(size));
	return withView(state, {
		overlay: withChanges(overlay, {scrollTop: Math.max(0, Math.min(moved, end))}),
	});
}

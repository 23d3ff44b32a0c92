import type {Instant} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {ActionHandlers} from '../../store/feature.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {titleRows} from '../../ui/frame.ts';
import {isTooSmall, layout, overlayRect, type PaneName} from './layout.ts';

/** The pane or overlay at a cell of the screen. `row`: the row in its content, from 0; -1 for its title. */
type Hit = {
	readonly place: PaneName | 'timeline' | 'overlay';
	readonly row: number;
};

const rowsPerNotch = 3;

/** Finds the pane at a cell, from 0. Returns null for borders, the header, the footer, and cells outside the screen. */
export function hitAt(state: Pick<State, 'view' | 'runs'>, x: number, y: number): Hit | null {
	const {size, overlay} = state.view;

	if (isTooSmall(size)) {
		return null;
	}

	const places = overlay === null ? layout(state) : {overlay: overlayRect(size)};
	const found = Object.entries(places).find(
		([, {left, top, width, height}]) =>
			x >= left && x < left + width && y >= top && y < top + height,
	);
	return found === undefined
		? null
		: {place: found[0] as Hit['place'], row: y - found[1].top - titleRows};
}

/**
 * Returns the place of a mouse click or of a turn of the mouse wheel. `rows` is the number of rows to scroll: negative
 * for up, 0 for a click. Returns null for other actions, outside panes and overlays, or if mouse support is off.
 */
export function hitOf(state: State, action: Action): (Hit & {readonly rows: number}) | null {
	if (!state.view.mouse || (action.type !== 'clicked' && action.type !== 'wheeled')) {
		return null;
	}

	const hit = hitAt(state, action.column, action.row);
	const rows = action.type === 'wheeled' ? action.notches * rowsPerNotch : 0;
	return hit === null ? null : {...hit, rows};
}

/**
 * Returns handlers of mouse actions on `place`. They ignore clicks while a prompt is open. `rows` is negative for
 * scrolling up. `before` is the state before the click. `state` may already contain changes that handlers of other
 * places made because of the same click.
 */
export function onMouse(
	place: Hit['place'],
	wheeled: (state: State, rows: number) => HandlerResult,
	clicked: (state: State, row: number, before: State, at: Instant) => HandlerResult,
): Pick<ActionHandlers, 'wheeled' | 'clicked'> {
	return {
		wheeled(state, action, {before}) {
			const hit = hitOf(before, action);
			return hit?.place === place ? wheeled(state, hit.rows) : state;
		},
		clicked(state, action, {before}) {
			const hit = hitOf(before, action);
			return hit?.place === place && before.view.prompt === null
				? clicked(state, hit.row, before, action.at)
				: state;
		},
	};
}

import type {Instant} from '../../core/time/clock.ts';
import type {CommandOf} from '../../store/command.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';

export type Movement = CommandOf<'move' | 'page' | 'jump'>;

/** A number of rows that is larger than any content, so a movement by this number reaches the end. */
const beyondEnd = 1_000_000_000;

/** Returns the number of rows by which a command moves, negative for up. `height`: the number of rows of a page. */
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
 * Returns the index of the first visible row of a list with `length` rows, of which `height` fit on the screen. Keeps
 * the previous index `top` if possible, but never hides the selected row `at`. Without a selected row, `at` is -1.
 */
export function firstVisibleRow(at: number, top: number, length: number, height: number): number {
	const first = at === -1 ? top : Math.max(at - height + 1, Math.min(top, at));
	return Math.max(0, Math.min(first, length - height));
}

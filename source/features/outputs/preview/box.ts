import type {Rect} from '../../panes/layout.ts';
import type {Size} from '../../../store/state.ts';

/** Smaller screens have no frame (see `layout`). */
const smallestFramed: Size = {columns: 60, rows: 15};

/**
 * The preview's content area, from the terminal's upper left corner: below header and title, one free cell on either
 * side. At least one cell.
 */
export function viewerBox({columns, rows}: Size): Omit<Rect, 'width' | 'height'> & Size {
	const isFramed = columns >= smallestFramed.columns && rows >= smallestFramed.rows;
	const left = isFramed ? 2 : 1;
	return {
		left,
		top: 2,
		columns: Math.max(1, columns - 2 * left),
		rows: Math.max(1, rows - 3),
	};
}

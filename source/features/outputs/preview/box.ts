import type {Rect} from '../../panes/layout.ts';
import type {Size} from '../../../store/state.ts';

/** Below this size the screen has no frame (see `layout`). */
const smallestFramed: Size = {columns: 60, rows: 15};

/**
 * Where the content of an output that is looked at is drawn, counted from the terminal's upper left corner: below the
 * header and a title, with a free cell on either side. It has a cell at least.
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

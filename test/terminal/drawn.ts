import type {Cell, VirtualScreen} from '../helpers/virtual-screen.ts';

/** The cells of the upper rows of a screen. A cell that was never written is empty and looks like a space. */
export function cellsOf(screen: VirtualScreen, rows: number): ReadonlyArray<readonly Cell[]> {
	return Array.from({length: rows}, (_, y) =>
		Array.from({length: screen.columns}, (_cell, x) => {
			const cell = screen.cell(x, y);
			return {...cell, text: cell.width === 1 && cell.text === '' ? ' ' : cell.text};
		}),
	);
}

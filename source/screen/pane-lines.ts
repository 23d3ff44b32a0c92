import type {Rect} from '../state/layout.ts';
import {blank, cutLine, fitLine, toneLine, type Line} from './line.ts';
import type {Look} from './look.ts';

/** The extent of a pane in cells. */
export type Extent = Pick<Rect, 'width' | 'height'>;

/**
 * A pane: its title row and its content, in exactly `height` rows of exactly `width` cells. The last cell of a row of
 * content stays free, so that text never touches the frame. `selected` is the index of the row that stands out.
 */
export function paneLines(
	title: Line,
	content: readonly Line[],
	{width, height}: Extent,
	{glyphs}: Look,
	selected: number | null = null,
): readonly Line[] {
	const rows = content.slice(0, Math.max(0, height - 1)).map((row, index) => {
		const whole = fitLine(cutLine(row, width - 1, glyphs.ellipsis), width, '');
		return index === selected ? toneLine(whole, 'selected') : whole;
	});
	const lines = [title, ...rows].slice(0, height);
	return [...lines, ...Array.from({length: height - lines.length}, () => [blank(width)])];
}

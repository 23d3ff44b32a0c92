import type {Rect} from '../features/panes/layout.ts';
import {blank, fitLine, span, styleLine, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';

/** In cells. */
export type PaneSize = Pick<Rect, 'width' | 'height'>;

/** Which rows of a pane are visible and selected. */
export type PaneScroll = {
	/** The numbers of hidden rows. */
	readonly above?: number;
	readonly below?: number;
	/** A row index; -1 is none. */
	readonly selected?: number;
};

/**
 * A pane: a title and content in exactly `height` rows of `width` cells. The last cell of each row is free for the
 * scroll arrows, so that text never touches the frame.
 */
export function paneLines(
	title: Line,
	content: readonly Line[],
	{width, height}: PaneSize,
	{glyphs}: Appearance,
	{above = 0, below = 0, selected = -1}: PaneScroll = {},
): readonly Line[] {
	const shown = content.slice(0, Math.max(0, height - 1));
	const rows = shown.map((row, index) => {
		const more =
			above > 0 && index === 0
				? glyphs.above
				: below > 0 && index === shown.length - 1
					? glyphs.below
					: ' ';
		const line = [...fitLine(row, width - 1, glyphs.ellipsis), span(more, 'muted')];
		return index === selected ? styleLine(line, 'selected') : line;
	});
	const lines = [title, ...rows].slice(0, height);
	return [...lines, ...Array.from({length: height - lines.length}, () => [blank(width)])];
}

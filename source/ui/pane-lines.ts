import type {Rect} from '../features/panes/layout.ts';
import {blank, fitLine, span, toneLine, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';

/** The extent of a pane in cells. */
export type PaneSize = Pick<Rect, 'width' | 'height'>;

/** What of a pane's content is in sight. */
export type PaneScroll = {
	/** The rows that are not, above and below. */
	readonly above?: number;
	readonly below?: number;
	/** The index of the row that stands out; -1 is none. */
	readonly selected?: number;
};

/**
 * A pane: its title row and its content, in exactly `height` rows of exactly `width` cells. Text never touches the
 * frame: the last cell of a row of content is free for the signs that there is more above or below.
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
		return index === selected ? toneLine(line, 'selected') : line;
	});
	const lines = [title, ...rows].slice(0, height);
	return [...lines, ...Array.from({length: height - lines.length}, () => [blank(width)])];
}

import {wordsOf} from '../features/keymap.ts';
import type {Overlay} from '../store/overlay.ts';
import {firstKey} from './key-name.ts';
import {blank, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {paneLines, type PaneSize} from './pane-lines.ts';
import {titleLine} from './pane-title.ts';

/** The lines of an overlay: a title that contains `fields`, and the rows that fit, from the scroll position on. */
export function overlayLines(
	name: string,
	rows: readonly Line[],
	overlay: Overlay,
	extent: PaneSize,
	appearance: Appearance,
	fields: readonly Line[] = [],
): readonly Line[] {
	const {messages, glyphs} = appearance;
	// The bottom row shows how many rows follow.
	const height = Math.max(1, extent.height - 2);
	const top = Math.max(0, Math.min(overlay.top, rows.length - height));
	const hidden = Math.max(0, rows.length - top - height);
	const close: Line = [
		span(firstKey('back', appearance), 'key'),
		span(` ${wordsOf('back', messages.language).short}`, 'muted'),
	];
	const title = titleLine(
		{name, fields: [...fields, close], focused: true, rule: true},
		extent.width,
		appearance,
	);
	const foot: Line =
		hidden === 0
			? []
			: [blank(1), span(`${glyphs.below} ${messages.screen.more(hidden)}`, 'muted')];
	return paneLines(title, [...rows.slice(top, top + height), foot], extent, appearance);
}

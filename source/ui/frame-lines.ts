import type {Hint} from '../store/keys/hints.ts';
import {layout, type Layout} from '../features/panes/layout.ts';
import type {Size} from '../features/panes/state.ts';
import type {ScreenModel} from '../store/view-model.ts';
import {bodyLines, dividerColumn} from './body-lines.ts';
import {edgeLine, type Edge} from './edge-line.ts';
import {footerParts} from './footer.ts';
import {headerParts} from './header.ts';
import {fitLine, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {frontLines, paneViews} from '../features/views.ts';
import type {PaneSize} from './pane-lines.ts';
import {timelineLines} from '../features/nodes/lines.ts';

/** Exactly `size.rows` lines of `size.columns` cells. */
export function frameLines(
	model: ScreenModel,
	hints: readonly Hint[],
	size: Size,
	appearance: Appearance,
): readonly Line[] {
	const {columns, rows} = size;
	const {glyphs, messages} = appearance;
	const shown = layout(size, model.focus, model.zoomed, model.timelineView);

	switch (shown.kind) {
		case 'tiny': {
			const text = span(messages.screen.tooSmall);
			return Array.from({length: rows}, (_, row) =>
				fitLine(row === 0 ? [text] : [], columns, glyphs.ellipsis),
			);
		}

		case 'single': {
			const edge: Edge = {left: '', right: '', fill: ' ', tee: null};
			return [
				headerLine(model, edge, columns, appearance),
				...singleLines(model, shown, {width: columns, height: rows - 2}, appearance),
				footerLine(model, hints, edge, columns, appearance),
			];
		}

		case 'split': {
			const column = dividerColumn(model, shown);
			const fill = glyphs.horizontal;
			return [
				headerLine(
					model,
					{
						left: glyphs.topLeft,
						right: glyphs.topRight,
						fill,
						tee: {column, glyph: glyphs.teeDown},
					},
					columns,
					appearance,
				),
				...bodyLines(model, shown, {width: columns - 2, height: rows - 2}, appearance),
				footerLine(
					model,
					hints,
					{
						left: glyphs.bottomLeft,
						right: glyphs.bottomRight,
						fill,
						tee: {column, glyph: glyphs.teeUp},
					},
					columns,
					appearance,
				),
			];
		}
	}
}

/** The only pane with room; the log may share it with the timeline. */
function singleLines(
	model: ScreenModel,
	{panes, timeline}: Layout & {readonly kind: 'single'},
	extent: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	return model.overlay !== null || timeline === null
		? frontLines(model, extent, appearance)
		: [
				...timelineLines(model, timeline, appearance),
				...(panes.log === undefined ? [] : paneViews.log(model, panes.log, appearance)),
			];
}

function headerLine(model: ScreenModel, edge: Edge, width: number, appearance: Appearance): Line {
	const between = edge.fill === ' ' ? '  ' : ` ${edge.fill} `;
	const {start, end} = headerParts(model.header, width, between, appearance);
	return edgeLine(start, end, edge, width, appearance);
}

function footerLine(
	model: ScreenModel,
	hints: readonly Hint[],
	edge: Edge,
	width: number,
	appearance: Appearance,
): Line {
	const {start, end} = footerParts(model, hints, width - 4, appearance);
	return edgeLine(start, end, edge, width, appearance);
}

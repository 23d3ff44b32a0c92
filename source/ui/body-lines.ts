import type {Layout, Rect} from '../features/panes/layout.ts';
import type {ScreenModel} from '../store/view-model.ts';
import {span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {frontLines, paneViews} from '../features/views.ts';
import type {PaneSize} from './pane-lines.ts';
import {timelineLines} from '../features/nodes/lines.ts';

type Split = Layout & {readonly kind: 'split'};

/** A row of the body, and whether a title rule runs through it to the frame's right side. */
type BodyRow = {readonly line: Line; readonly ruled: boolean};

/** The column of the line between the list and the panes beside it; null if there is no such line. */
export function dividerColumn({overlay}: ScreenModel, {panes}: Split): number | null {
	return overlay !== null || panes.runs === undefined || panes.detail === undefined
		? null
		: panes.runs.left + panes.runs.width;
}

/** The rows between the frame's top and bottom, with its sides. */
export function bodyLines(
	model: ScreenModel,
	shown: Split,
	extent: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const {vertical, teeRight, teeLeft} = appearance.glyphs;
	const {runs} = shown.panes;
	const right = rightRows(model, shown, extent, appearance);
	const side = (glyph: string): Line => [span(glyph, 'border')];

	if (dividerColumn(model, shown) === null || runs === undefined) {
		return right.map(({line, ruled}) => [
			...side(ruled ? teeRight : vertical),
			...line,
			...side(ruled ? teeLeft : vertical),
		]);
	}

	const left = paneViews.runs(model, runs, appearance);
	return right.map(({line, ruled}, row) => [
		...side(vertical),
		...(left[row] ?? []),
		...side(ruled ? teeRight : vertical),
		...line,
		...side(ruled ? teeLeft : vertical),
	]);
}

/** The panes to the right of the list, one below the other; else the only one there is. */
function rightRows(
	model: ScreenModel,
	shown: Split,
	extent: PaneSize,
	appearance: Appearance,
): readonly BodyRow[] {
	if (dividerColumn(model, shown) === null) {
		if (model.overlay === null && model.focus === 'log') {
			return logRows(model, shown, appearance);
		}

		const ruled = model.overlay !== null || model.focus === 'log' || model.focus === 'outputs';
		return ruledRows(frontLines(model, extent, appearance), ruled);
	}

	const {detail, outputs} = shown.panes;
	const drawn = (pane: 'detail' | 'outputs', rect: Rect | undefined): readonly BodyRow[] =>
		rect === undefined
			? []
			: ruledRows(paneViews[pane](model, rect, appearance), pane !== 'detail');
	return [
		...drawn('detail', detail),
		...logRows(model, shown, appearance),
		...drawn('outputs', outputs),
	];
}

/** The log, below the timeline if that is open. */
function logRows(
	model: ScreenModel,
	{panes, timeline}: Split,
	appearance: Appearance,
): readonly BodyRow[] {
	const {log} = panes;
	return [
		...(timeline === null ? [] : ruledRows(timelineLines(model, timeline, appearance), true)),
		...(log === undefined ? [] : ruledRows(paneViews.log(model, log, appearance), true)),
	];
}

function ruledRows(lines: readonly Line[], ruled: boolean): readonly BodyRow[] {
	return lines.map((line, row) => ({line, ruled: ruled && row === 0}));
}

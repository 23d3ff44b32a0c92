import type {ScreenModel} from '../../store/view-model.ts';
import {detailRows} from './rows.ts';
import {emptyList} from '../runs/empty-list.ts';
import {blank, cutLine, span, spread, type Line} from '../../ui/line.ts';
import {firstKey} from '../../ui/key-name.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {paneLines, type PaneSize} from '../../ui/pane-lines.ts';
import {titleLine} from '../../ui/pane-title.ts';
import {stateGlyph, stateWord, runState} from './status-text.ts';
import {wrap} from '../../ui/wrap.ts';
import {typedText} from '../prompt/typed-text.ts';

/** The selected run, in exactly the extent's rows and cells: its name and state, and what is known of it. */
export function detailLines(
	model: ScreenModel,
	extent: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const rows = contentRows(model, extent.width - 2, appearance);
	const height = Math.max(0, extent.height - 1);
	const top = Math.max(0, Math.min(model.detailTop, rows.length - height));
	const shown = rows.slice(top, top + height).map(row => [blank(1), ...row]);
	const below = rows.length - top - shown.length;
	return paneLines(runTitle(model, extent.width, appearance), shown, extent, appearance, {
		above: top,
		below,
	});
}

function runTitle({run, focus}: ScreenModel, width: number, appearance: Appearance): Line {
	const {glyphs, messages} = appearance;
	const focused = focus === 'detail';
	const styleName = focused ? 'focus' : 'title';

	if (run === null) {
		const name = messages.screen.panes.detail;
		return titleLine({name, fields: [], focused, rule: false}, width, appearance);
	}

	const state: Line = cutLine(
		[blank(2), stateGlyph(runState(run), appearance), blank(1), stateWord(run, appearance)],
		Math.floor(width / 2),
		glyphs.ellipsis,
	);
	const name: Line = [
		span(focused ? glyphs.pointer : ' ', styleName),
		span(run.label, styleName),
		...(run.title === null ? [] : [blank(2), span(run.title.safe)]),
	];
	return spread(name, [...state, blank(1)], width, glyphs.ellipsis);
}

function contentRows(
	{run, list, header, now}: ScreenModel,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	if (run !== null) {
		return detailRows(run, now, width, appearance, header.paused);
	}

	const {noMatch} = appearance.messages.screen;
	const sentence =
		list.total === 0
			? emptyList(list, now, appearance).sentence
			: noMatch.sentence(typedText(list.filter), firstKey('back', appearance));
	return wrap(sentence, width, 6).map(row => [span(row)]);
}

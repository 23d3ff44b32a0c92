import {isDone, type Run} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {ScreenModel} from '../../store/view-model.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, cutLine, span, spread, styleLine, type Line} from '../../ui/line.ts';
import {paneLines, type PaneSize} from '../../ui/pane-lines.ts';
import {titleLine} from '../../ui/pane-title.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {wrap} from '../../ui/wrap.ts';
import {failureHintRows, failureRows} from '../failure/rows.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {emptyList} from '../runs/empty-list.ts';
import {fieldRows, idRows} from './detail-fields.ts';
import {freshnessFields, pollProblemRows} from './poll-rows.ts';
import {progressRows, stallRows} from './progress-rows.ts';
import {runState, stateGlyph, stateWord} from '../runs/run-state.ts';

/** The pane of the selected run, in exactly the extent's rows and cells. */
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

/** Rows of about `width` cells: problems first, then progress, fields and ids. */
export function detailRows(
	run: Run,
	now: Instant,
	width: number,
	appearance: Appearance,
	paused = false,
): readonly Line[] {
	const {execution, polling} = run;
	const problems = pollProblemRows(run, now, width, appearance);

	if (execution === null) {
		const waiting: readonly Line[] =
			problems.length === 0 ? [[span(appearance.messages.run.waiting, 'muted')]] : [];
		return [...problems, ...waiting, ...idRows(run, null, width, appearance)];
	}

	const freshness = freshnessFields(run, paused, now, appearance);
	const rows = [
		...stallRows(run, now, width, appearance),
		...(execution.phase === 'queued' ? [] : progressRows(run, execution, now, width, appearance)),
		...fieldRows(run, execution, now, width, appearance, freshness),
		...idRows(run, execution, width, appearance),
	];
	const hint = failureHintRows(run, width, appearance);
	const isStale = polling.problem !== null && !isDone(run);
	return [
		...problems,
		...(execution.error === null ? hint : failureRows(execution.error, width, appearance, hint)),
		...(isStale ? rows.map(row => styleLine(row, 'muted')) : rows),
	];
}

import type {Instant} from '../../core/time/clock.ts';
import type {ListSort} from '../../core/saved-state.ts';
import {wrongTerm} from './filter-terms.ts';
import type {ScreenModel} from '../../store/view-model.ts';
import type {RunRow} from './select.ts';
import {padOrTruncate} from '../../terminal/width.ts';
import {badges} from './badges.ts';
import {emptyList} from './empty-list.ts';
import {blank, cutLine, joinLines, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {paneLines, type PaneSize} from '../../ui/pane-lines.ts';
import {titleLine} from '../../ui/pane-title.ts';
import {runSummary} from './run-summary.ts';
import {runState, stateGlyph} from './run-state.ts';
import {sortColumnText} from './sort-column.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {typedText} from '../../core/text/typed-text.ts';

/** Minimum cells of a run's title, in lists with at least `roomForTitle` cells. */
const minTitle = 4;
const roomForTitle = 28;

/** Minimum cells of the filter in the title of the pane: enough for a term. */
const minFilter = 16;

export function runListLines(
	model: ScreenModel,
	extent: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const {list, focus, now} = model;
	const {messages, glyphs} = appearance;
	const focused = focus === 'runs';
	const count = messages.screen.runCount(list.shown, list.total);
	const name = messages.screen.panes.runs;
	const sort = sortFields(list.sort, appearance);
	// A long filter is cut, so that count and sort stay visible.
	const room = extent.width - 5 - lineWidth([span(`${name} ${count}`)]) - fieldsWidth(sort);
	const filter: Line = cutLine(
		list.filter === '' ? [] : [span(`/${typedText(list.filter)}`, filterStyle(list.filter))],
		Math.max(minFilter, room),
		glyphs.ellipsis,
	);
	const fields = [...(filter.length === 0 ? [] : [filter]), ...sort];
	const title = titleLine({name, count, fields, focused, rule: false}, extent.width, appearance);
	const maxId = Math.floor(extent.width / 3);
	const ids = Math.max(
		0,
		...list.rows.map(row => lineWidth(cutLine([span(row.shortId)], maxId, glyphs.ellipsis))),
	);
	const rows = list.rows.map(row =>
		runLine(row, list.sort, ids, now, extent.width - 1, appearance),
	);
	const selected = focused ? list.rows.findIndex(row => row.selected) : -1;
	const below = list.shown - list.first - Math.min(rows.length, extent.height - 1);
	const empty =
		list.total === 0 ? emptyList(list, now, appearance).word : messages.screen.noMatch.word;
	const content = rows.length === 0 ? [[blank(1), span(empty, 'muted')]] : rows;
	return paneLines(title, content, extent, appearance, {above: list.first, below, selected});
}

function runLine(
	row: RunRow,
	sort: ListSort,
	ids: number,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const {ellipsis, pointer} = appearance.glyphs;
	const {run} = row;
	const head: Line = [
		span(row.selected ? pointer : ' ', 'focus'),
		stateGlyph(runState(run), appearance),
		span(markGlyph(row, appearance), 'key'),
		span(padOrTruncate(row.shortId, ids, {ellipsis})),
		blank(1),
	];
	const room = Math.max(0, width - lineWidth(head));
	const fields = cutLine(
		joinLines(
			[sortColumnText(run, sort.key, now, appearance), runSummary(run, now, width + 1, appearance)],
			blank(2),
		),
		Math.max(0, room - 1 - (width < roomForTitle ? 0 : minTitle)),
		ellipsis,
	);
	const title: Line = [span(run.title?.safe ?? '', 'muted')];
	const left = room - lineWidth(fields) - 2 - Math.min(minTitle, lineWidth(title));
	const marks = badges(row.unseen, left, appearance);
	const end = joinLines([marks, fields], blank(1));
	return [...head, ...spread(title, [blank(1), ...end], room, ellipsis)];
}

function sortFields({key, descending}: ListSort, {messages, glyphs}: Appearance): readonly Line[] {
	const sign = descending ? glyphs.descending : glyphs.ascending;
	return key === 'added' && !descending
		? []
		: [[span(`${messages.list.sortKeys[key]}${sign}`, 'muted')]];
}

/** All runs pass an invalid term, so the filter warns of it. */
function filterStyle(filter: string): StyleName {
	return wrongTerm(filter) === null ? 'key' : 'warn';
}

/** Includes the separators. */
function fieldsWidth(fields: readonly Line[]): number {
	return fields.reduce((sum, field) => sum + 3 + lineWidth(field), 0);
}

function markGlyph({marked, pinned}: RunRow, {glyphs}: Appearance): string {
	if (pinned) {
		return marked ? glyphs.runPinnedAndMarked : glyphs.pinnedRun;
	}

	return marked ? glyphs.markedRun : ' ';
}

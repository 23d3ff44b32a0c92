import type {Instant} from '../../core/time/clock.ts';
import type {ListSort} from '../../core/saved-state.ts';
import {wrongTerm} from './filter-terms.ts';
import type {RunListModel, RunRow} from './select.ts';
import {padOrTruncate} from '../../terminal/width.ts';
import {badges} from './badges.ts';
import {emptyList} from './empty-list.ts';
import {blank, cutLine, joinLines, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {runSummary} from './run-summary.ts';
import {runState, stateGlyph} from './run-state.ts';
import {sortColumnText} from './sort-column.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Rows} from '../../ui/widgets/Rows.tsx';
import type {PaneViewProps} from '../../ui/view-props.ts';

/** Minimum cells of a run's title, in lists with at least `roomForTitle` cells. */
const minTitle = 4;
const roomForTitle = 28;

/** Minimum cells of the filter in the title of the pane: enough for a term. */
const minFilter = 16;

/** The watched runs. */
export function RunsView({model, size}: PaneViewProps) {
	const appearance = useAppearance();
	const {list, focus, now} = model;
	const {messages} = appearance;
	const focused = focus === 'runs';
	const visible = list.rows.slice(0, size.height - 1);
	const empty =
		list.total === 0 ? emptyList(list, now, appearance).word : messages.screen.noMatch.word;
	return (
		<Pane
			size={size}
			title={{
				number: 1,
				name: [span(messages.screen.panes.runs)],
				count: messages.screen.runCount(list.shown, list.total),
				fields: titleFields(list, size.width, appearance),
				above: list.first,
				below: list.shown - list.first - visible.length,
			}}
			focused={focused}
		>
			<Rows
				lines={
					visible.length === 0
						? [[blank(1), span(empty, 'muted')]]
						: runLines(visible, list.sort, now, size.width, appearance)
				}
				width={size.width}
				selected={focused ? visible.findIndex(row => row.selected) : -1}
			/>
		</Pane>
	);
}

/** The filter and the sort column. A long filter is cut, so that the sort column stays visible. */
function titleFields(
	{filter, sort, shown, total}: RunListModel,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {messages, glyphs} = appearance;
	const sorted = sortFields(sort, appearance);
	const name = `${messages.screen.panes.runs} ${messages.screen.runCount(shown, total)}`;
	const room = width - 10 - lineWidth([span(name)]) - fieldsWidth(sorted);
	return filter === ''
		? sorted
		: [
				cutLine(
					[span(`/${typedText(filter)}`, filterStyle(filter))],
					Math.max(minFilter, room),
					glyphs.ellipsis,
				),
				...sorted,
			];
}

function runLines(
	rows: readonly RunRow[],
	sort: ListSort,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const maxId = Math.floor(width / 3);
	const ids = Math.max(
		0,
		...rows.map(row => lineWidth(cutLine([span(row.shortId)], maxId, appearance.glyphs.ellipsis))),
	);
	return rows.map(row => runLine(row, sort, ids, now, width - 1, appearance));
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

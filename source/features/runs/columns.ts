import type {Instant} from '../../core/time/clock.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import {blank, joinLines, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {
	badges,
	barOf,
	elapsedOf,
	etaOf,
	isOrdinary,
	markLine,
	muteIfStale,
	progressOf,
	sortValueOf,
	staleAge,
	staleReason,
	stateOf,
	titleOf,
} from './cells.ts';
import {isWideList} from './list.ts';
import type {RunRow} from './select.ts';
import {sortKeys, type SortKey} from './sort.ts';

const roomForBar = 28;
/** The minimum width of a list that shows both the state and the duration of a finished run, in cells. */
const roomForBoth = 40;
const barCells = 8;
const maxUnseen = 10;

type RunTable = {
	readonly width: number;
	readonly sort: SortKey;
	readonly now: Instant;
	readonly appearance: Appearance;
};

/** In a narrow list, one summary column replaces state, progress and times. */
export function runColumns(table: RunTable): ReadonlyArray<Column<RunRow>> {
	const {width, sort, now, appearance} = table;
	const {language} = appearance.messages;
	const shared: ReadonlyArray<Column<RunRow>> = [
		{
			id: 'mark',
			width: 2,
			gap: 0,
			priority: Infinity,
			render: row => markLine(row, appearance),
		},
		{
			id: 'id',
			title: {en: 'ID', zh: '单号'}[language],
			width: {min: 4, max: Math.floor(width / 3)},
			priority: 105,
			render: ({shortId}) => [span(shortId, 'muted')],
		},
		{
			id: 'sort',
			title: sortKeys[sort].name[language],
			width: {min: 0, max: 14},
			align: 'right',
			priority: 85,
			// A wide list already has a column for the duration and one for the remaining time.
			render: ({run}) =>
				isWideList({width}) && (sort === 'duration' || sort === 'left')
					? []
					: sortValueOf(run, sort, now, appearance),
		},
	];
	return isWideList({width})
		? [...shared, ...wideColumns(table)]
		: [
				...shared,
				{
					id: 'title',
					width: {min: 6, weight: 1},
					priority: 100,
					render: (row, columnWidth) => titleAndSummary(row, columnWidth, table),
				},
			];
}

function wideColumns({now, appearance}: RunTable): ReadonlyArray<Column<RunRow>> {
	const {language} = appearance.messages;
	return [
		{
			id: 'title',
			title: {en: 'TITLE', zh: '标题'}[language],
			width: {min: 10, weight: 1},
			priority: 100,
			render: row => titleOf(row, now, appearance),
		},
		{
			id: 'unseen',
			width: {min: 0, max: maxUnseen},
			align: 'right',
			priority: 75,
			render: ({unseen}) => badges(unseen, maxUnseen, appearance),
		},
		{
			id: 'state',
			title: {en: 'STATE', zh: '状态'}[language],
			width: {min: 4, max: 14},
			priority: 90,
			render: row => muteIfStale(row, now, stateOf(row.run, now, appearance)),
		},
		{
			id: 'progress',
			title: {en: 'PROGRESS', zh: '进度'}[language],
			width: {min: 4, max: 8},
			align: 'right',
			priority: 80,
			render: row => muteIfStale(row, now, progressOf(row.run, appearance)),
		},
		{
			id: 'bar',
			width: {min: 0, max: barCells},
			priority: 40,
			render: row => muteIfStale(row, now, barOf(row.run, barCells, appearance)),
		},
		{
			id: 'eta',
			title: {en: 'ETA', zh: '剩余'}[language],
			width: {min: 0, max: 14},
			align: 'right',
			priority: 70,
			render: ({run}) => staleAge(run, now, appearance) ?? etaOf(run, now, true, appearance),
		},
		{
			id: 'elapsed',
			title: {en: 'ELAPSED', zh: '用时'}[language],
			width: {min: 0, max: 8},
			align: 'right',
			priority: 60,
			render: row => muteIfStale(row, now, elapsedOf(row.run, now)),
		},
		{
			id: 'note',
			width: {min: 0, max: 24},
			priority: 45,
			render: ({run}) => staleReason(run, appearance),
		},
	];
}

function titleAndSummary(row: RunRow, cells: number, table: RunTable): Line {
	const title = titleOf(row, table.now, table.appearance);
	const end = [blank(1), ...summary(row, table)];
	return spread(title, end, cells, table.appearance.glyphs.ellipsis);
}

function summary(row: RunRow, table: RunTable): Line {
	const {width, now, appearance} = table;
	const {run} = row;
	const stale = staleAge(run, now, appearance);
	const badge = badges(row.unseen, Math.floor(width / 4), appearance);

	if (run.execution === null && stale !== null) {
		return joinLines([badge, stale], blank(1));
	}

	const {phase} = run.execution ?? {};
	const bars = stale !== null || width < roomForBar ? 0 : 5;
	const field =
		(phase === 'running' || phase === 'queued') && isOrdinary(run)
			? [
					progressOf(run, appearance),
					barOf(run, bars, appearance),
					phase === 'queued' ? etaOf(run, now, false, appearance) : [],
				]
			: [finalFields(run, table)];
	return joinLines(
		[badge, muteIfStale(row, now, joinLines(field, blank(1))), stale ?? []],
		blank(1),
	);
}

/**
 * Returns the state and the duration of a run. If the list is too narrow for both, returns only the duration of a
 * succeeded run, and only the state of any other run.
 */
function finalFields(run: Run, {width, now, appearance}: RunTable): Line {
	const state = stateOf(run, now, appearance);
	const elapsed = isNoLongerPolled(run) ? elapsedOf(run, now) : [];

	if (width >= roomForBoth) {
		return joinLines([state, elapsed], blank(2));
	}

	return run.execution?.phase === 'succeeded' ? elapsed : state;
}

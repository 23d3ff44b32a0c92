import type {ListedRun} from '../../core/listed-run.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {Run} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {dayAndMinute} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import {blank, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {
	columnOf,
	distinctInputs,
	executionOf,
	hasSameTitle,
	newRun,
	type RunRow,
} from '../runs/index.ts';
import {runTable} from '../runs/run-table.ts';
import type {ListModel, ShownRow} from './index.ts';

/** The number of characters of an id. The history has too many runs for shorter ones. */
const idLength = 8;

/** The minimum width of a title in a tiny list and in a very wide one, and that of the columns beside it, in cells. */
const leastTitle = 16;
const wideTitle = 100;
const besideTitle = 54;

/** The minimum width of a title beside the word for a watched run, in cells. */
const roomForTag = 24;

/** What the columns of the run list say of runs that have ended. */
const titles: Readonly<Record<string, string>> = {progress: 'state', eta: 'elapsed'};

/** Returns the columns of the run list for runs that may not be watched. The last ones are left out first. */
export function runColumnsOf(
	ids: readonly string[],
	{rows, all}: ListModel<ListedRun>,
	width: number,
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<ShownRow<ListedRun>>> {
	const {messages, glyphs} = appearance;
	const watched = [blank(2), span(messages.picker.watched, 'key')];
	const beside = Math.max(Math.floor(width * 0.4) - 1, width - besideTitle);
	const min = Math.max(leastTitle, Math.min(wideTitle, beside));
	const list = {
		rows: rows.map(shown => rowOf(shown, all)),
		sort: {key: '', descending: false},
		columns: ids,
	};
	return runTable(list, {width, now, appearance}).columns.map(({id, ...column}, index) => ({
		...column,
		id: titles[id] ?? id,
		title: id === 'mark' ? '' : columnOf(titles[id] ?? id).title[messages.language],
		width: id === 'title' ? {min, weight: 1} : column.width,
		priority: index < 2 ? Infinity : -index,
		keepsBlanks: id !== 'progress',
		render(shown, cells) {
			const known = column.render(rowOf(shown, all), cells);
			const line = known.length === 0 ? unknownText(id, shown.row, now, glyphs) : known;
			const hasTag = id === 'title' && shown.row.run !== null && cells >= roomForTag;
			const end = hasTag ? watched : [];
			return end.length === 0 || cells === Infinity
				? [...line, ...end]
				: spread(line, end, cells, glyphs.ellipsis);
		},
	}));
}

/** Returns a sign for an unknown end or time; instead of the end when the run was created, by which it is sorted. */
function unknownText(id: string, {createdAt}: ListedRun, now: Instant, glyphs: Glyphs): Line {
	const isCreation = id === 'ended' && createdAt !== null;
	return id === 'ended' || id === 'eta'
		? [span(isCreation ? `~${dayAndMinute(createdAt, now)}` : glyphs.unknown, 'muted')]
		: [];
}

/** Until a watched run has a response, the run list or the history knows more of it. */
const runOf = memoizeByObject((listed: ListedRun): Run => {
	const {id, title, inputs, phase, run} = listed;

	if (run !== null && run.execution !== null) {
		return run;
	}

	return {
		...newRun(id, 0),
		title,
		inputs,
		execution: phase === 'waiting' ? null : executionOf({...listed, phase}),
	};
});

const rowOf = memoizeByObject(
	({row, isSelected, isMarked}: ShownRow<ListedRun>, all: readonly ListedRun[]): RunRow => {
		const run = runOf(row);
		return {
			id: run.id,
			run,
			fold: null,
			isInFold: false,
			shortId: cleanName(run.safeId.replace(/^wfrun_/, '').slice(0, idLength)),
			isSelected,
			isMarked,
			isUnseen: row.isUnseen,
			listed: row,
			inputs: distinctInputs(run, all),
			hasSameTitle: hasSameTitle(run, all),
		};
	},
);

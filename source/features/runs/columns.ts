import {isNoLongerPolled} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Language} from '../../i18n/language.ts';
import {blank, joinLines, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {elapsedCells} from '../../ui/units.ts';
import type {Column, ColumnWidth} from '../../ui/widgets/table-layout.ts';
import {
	costOf,
	elapsedOf,
	etaOf,
	isOrdinary,
	markLine,
	muteIfStale,
	nodeOf,
	progressOf,
	staleAge,
	staleReason,
	stateOf,
	timeOf,
	titleOf,
} from './cells.ts';
import {inputText} from './inputs.ts';
import type {RunRow} from './select.ts';
import {columnIds, inputColumn, type ColumnId} from './sort.ts';

export type ColumnContext = {
	/** The width of the list in cells. */
	readonly width: number;
	readonly now: Instant;
	readonly appearance: Appearance;
	/** The ids of the columns of the list. */
	readonly ids: readonly string[];
	/** The number of decimals of all costs. */
	readonly decimals: number;
};

/** `cells` is the width of the column; Infinity to measure the whole text. */
type CellText = (row: RunRow, context: ColumnContext, cells: number) => Line;

export type RunColumn = Pick<Column<RunRow>, 'align' | 'priority'> & {
	readonly title: Readonly<Record<Language, string>>;
	readonly width: ColumnWidth | ((context: ColumnContext) => ColumnWidth);
	readonly text: CellText;
};

/** The minimum width, in cells, of a list with separate columns for the state, the progress and the times. */
export const wideList = 50;
/** The minimum width, in cells, of such a list with progress bars. */
const roomForBar = 60;
/** The minimum width, in cells, of a narrower list with progress bars. */
const roomForSummaryBar = 28;
/** The minimum width, in cells, of a list whose summaries have the state and the duration of ended runs. */
const roomForBoth = 40;
/** Id, title and summary: the columns of a narrow list without one for the sort. */
const narrowColumns = 3;
/** The width, in cells, from which a title has room for the dot beside it. */
const roomForDot = 6;

/** The columns that a user can choose. */
const columns: Readonly<Record<ColumnId, RunColumn>> = {
	id: {
		title: {en: 'ID', zh: '单号'},
		width: ({width}) => ({min: 4, max: Math.floor(width / 3)}),
		priority: 105,
		text: ({shortId}) => [span(shortId, 'muted')],
	},
	title: {
		title: {en: 'TITLE', zh: '标题'},
		width: ({width}) => ({
			min: Math.max(2, Math.min(10, Math.floor(width / 6))),
			...(width < wideList ? {} : {max: Math.floor(width / 4)}),
			weight: 1,
		}),
		priority: 100,
		text: titleAndDot,
	},
	state: {
		title: {en: 'STATE', zh: '状态'},
		width: {min: 0, max: 14},
		priority: 90,
		text: muted(({run}, {now, appearance}) => stateOf(run, now, appearance)),
	},
	progress: {
		title: {en: 'PROGRESS', zh: '进度'},
		width: {min: 0, max: 10},
		align: 'right',
		priority: 80,
		text: muted(({run}, {width, appearance}) => progressOf(run, appearance, width >= roomForBar)),
	},
	node: {
		title: {en: 'NODE / REASON', zh: '节点或原因'},
		width: {min: 0, max: 32},
		priority: 55,
		text: muted(({run}) => nodeOf(run)),
	},
	eta: {
		title: {en: 'ETA', zh: '剩余'},
		width: {min: 0, max: 14},
		align: 'right',
		priority: 70,
		text: ({run}, {now, appearance}) =>
			staleAge(run, now, appearance) ?? etaOf(run, now, true, appearance),
	},
	elapsed: {
		title: {en: 'ELAPSED', zh: '用时'},
		width: {min: 0, max: 12},
		align: 'right',
		priority: 65,
		text: muted(({run}, {now, appearance}) => elapsedOf(run, now, appearance)),
	},
	cost: {
		title: {en: 'COST', zh: '费用'},
		width: {min: 0, max: 16},
		align: 'right',
		priority: 60,
		text: muted(({run}, {decimals, appearance}) => costOf(run, decimals, appearance)),
	},
	created: {
		title: {en: 'CREATED', zh: '创建'},
		width: {min: 0, max: 14},
		align: 'right',
		priority: 40,
		text: muted(({run}, {now}) => timeOf(run.execution?.createdAt, now)),
	},
	ended: {
		title: {en: 'ENDED', zh: '结束'},
		width: {min: 0, max: 14},
		align: 'right',
		priority: 45,
		text: muted(({run}, {now}) => timeOf(run.execution?.terminalAt, now)),
	},
	workflow: {
		title: {en: 'WORKFLOW', zh: '工作流'},
		width: {min: 0, max: 24},
		priority: 20,
		text: muted(({run}) => [span(run.execution?.workflowId?.safe ?? '', 'muted')]),
	},
	stale: {
		title: {en: 'PROBLEM', zh: '问题'},
		width: {min: 0, max: 24},
		priority: 30,
		text: ({run}, {appearance}) => staleReason(run, appearance),
	},
};

export const markColumn: RunColumn = {
	title: {en: '', zh: ''},
	width: 2,
	priority: Infinity,
	text: (row, {appearance}) => markLine(row, appearance),
};

/** In a narrow list, one column replaces state, progress and times. */
const summary: RunColumn = {
	title: columns.state.title,
	width: ({width}) => ({min: 0, max: 2 + Math.floor(width / 2)}),
	align: 'right',
	priority: Infinity,
	text: summaryOf,
};

/** A dot at the end of the column marks a run that ended and was not looked at. */
function titleAndDot(row: RunRow, {now, appearance}: ColumnContext, cells: number): Line {
	const {newEnd, ellipsis} = appearance.glyphs;

	if (!row.isUnseen || cells < roomForDot) {
		return titleOf(row, cells, now, appearance);
	}

	const dot: Line = [blank(1), span(newEnd, 'key')];
	const title = titleOf(row, cells - lineWidth(dot), now, appearance);
	return cells === Infinity ? [...title, ...dot] : spread(title, dot, cells, ellipsis);
}

/** Returns the state of a run in a narrow list: its progress, or how it ended, and the age of stale data. */
function summaryOf(row: RunRow, context: ColumnContext): Line {
	const {width, now, appearance} = context;
	const {run} = row;
	const stale = staleAge(run, now, appearance);

	if (run.execution === null && stale !== null) {
		return stale;
	}

	const {phase} = run.execution ?? {};
	const isUnfinished = (phase === 'running' || phase === 'queued') && isOrdinary(run);
	const progress = isUnfinished
		? joinLines(
				[
					progressOf(run, appearance, stale === null && width >= roomForSummaryBar),
					phase === 'queued' ? etaOf(run, now, false, appearance) : [],
				],
				blank(1),
			)
		: [];
	// Without a progress, the state is said by its word, not only by its sign.
	const state = progress.length > 0 ? progress : endOf(row, context);
	return joinLines([muteIfStale(row, now, state), stale ?? []], blank(1));
}

/**
 * Returns the state and the duration of a run. If there is no room for both, returns only the duration of a succeeded
 * run, since the sign in front of the row says that it succeeded, and only the state of any other run.
 */
function endOf({run}: RunRow, {width, now, appearance, ids}: ColumnContext): Line {
	const state = stateOf(run, now, appearance);
	const elapsed =
		isNoLongerPolled(run) && !ids.includes('elapsed') ? elapsedOf(run, now, appearance) : [];

	if (width >= roomForBoth && ids.length <= narrowColumns) {
		const padding = blank(elapsedCells(appearance.messages) - lineWidth(elapsed));
		return elapsed.length === 0 ? state : [...state, blank(2), padding, ...elapsed];
	}

	return run.execution?.phase === 'succeeded' && elapsed.length > 0 ? elapsed : state;
}

/** Returns the column of an id that a user can choose, or else the summary. */
export function columnOf(id: string): RunColumn {
	const own = columnIds.find(each => each === id);
	const [, key] = inputColumn.exec(id) ?? [];
	return own !== undefined ? columns[own] : key === undefined ? summary : inputOf(key);
}

function inputOf(key: string): RunColumn {
	const title = cleanName(key);
	return {
		title: {en: title, zh: title},
		width: {min: 0, max: 32},
		priority: 50,
		text: muted(({run}) => [span(inputText(run, key) ?? '')]),
	};
}

function muted(text: CellText): CellText {
	return (row, context, cells) => muteIfStale(row, context.now, text(row, context, cells));
}

import {elapsedMs, executionCost} from '../../core/execution.ts';
import {failureCard} from '../../core/failure/failure-card.ts';
import {stalledSince, usualSecIfOverdue} from '../../core/forecast/anomalies.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {lastNode} from '../../core/log/last-node.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {runState} from '../../core/run-state.ts';
import {hasEnded, isNoLongerPolled, type Run} from '../../core/run.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {
	blank,
	cutLine,
	joinLines,
	lineWidth,
	span,
	spread,
	styleLine,
	type Line,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {
	briefDuration,
	briefRange,
	briefWait,
	elapsedCells,
	elapsedText,
	roundedAmount,
} from '../../ui/units.ts';
import {bar} from '../../ui/widgets/bars.ts';
import {inputColumn, type ColumnId} from './columns.ts';
import {inputText} from './inputs.ts';
import {stateGlyph, stateWord} from './state-style.ts';
import type {RunRow} from './state.ts';

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

/** The minimum width, in cells, of a narrower list with progress bars. */
const roomForSummaryBar = 28;
/** The minimum width, in cells, of a list whose summaries have the state and the duration of ended runs. */
const roomForBoth = 40;
/** Id, title and summary: the columns of a narrow list without one for the sort. */
const narrowColumns = 3;
/** The width, in cells, from which a title has room for the dot beside it. */
const roomForDot = 6;
/** The minimum width, in cells, of a wide list with progress bars. */
const roomForBar = 60;
const barCells = 5;
/** How late the next poll may be before the row shows the age of the data. */
const maxLateness: Duration = 5000;

/** The text of a cell. `cells`: the width of the column; Infinity to measure the whole text. */
type CellText = (row: RunRow, context: ColumnContext, cells: number) => Line;

const texts: Readonly<Record<ColumnId, CellText>> = {
	id: ({shortId}) => [span(shortId, 'muted')],
	title: (row, {appearance}, cells) => titleOf(row, cells, appearance),
	state: ({run}, {now, appearance}) => stateOf(run, now, appearance),
	progress: ({run}, {width, appearance}) => progressOf(run, appearance, width >= roomForBar),
	node: ({run}) => nodeOf(run),
	eta: ({run}, {now, appearance}) =>
		staleAge(run, now, appearance) ?? etaOf(run, now, true, appearance),
	elapsed: ({run}, {now, appearance}) => elapsedOf(run, now, appearance),
	cost: ({run}, {decimals, appearance}) => costOf(run, decimals, appearance),
	created: ({run}, {now}) => timeOf(run.execution?.createdAt, now),
	ended: ({run}, {now}) => timeOf(run.execution?.terminalAt, now),
	workflow: ({run}) => [span(run.execution?.workflowId?.safe ?? '', 'muted')],
	stale: ({run}, {appearance}) => staleReason(run, appearance),
};

/** The columns that say themselves that the data of a run are old. The text of others is muted then. */
const ownMarks: ReadonlySet<string> = new Set(['eta', 'stale', 'summary']);

/** Returns the text of the column `id`: of one that the user can choose, or else of the summary. */
export function cellOf(id: string, row: RunRow, context: ColumnContext, cells: number): Line {
	const [, key] = inputColumn.exec(id) ?? [];
	const text = texts[id as ColumnId] as CellText | undefined;
	const line =
		text !== undefined
			? text(row, context, cells)
			: key === undefined
				? summaryOf(row, context)
				: [span(inputText(row.run, key) ?? '')];
	return isStale(row.run, context.now) && (text ?? key) !== undefined && !ownMarks.has(id)
		? styleLine(line, 'muted')
		: line;
}

export function markOf({run, isMarked}: RunRow, appearance: Appearance): Line {
	return [
		stateGlyph(runState(run), appearance),
		span(isMarked ? appearance.glyphs.markedRun : ' ', 'key'),
	];
}

/**
 * Returns the title, the label, then the inputs that tell the run apart from others of its workflow, and at the end a dot
 * if the run ended unseen. If not all of it fits into `cells`, half of them are for what tells the run apart.
 */
export function titleOf(row: RunRow, cells: number, {glyphs}: Appearance): Line {
	const {separator, ellipsis, newEnd} = glyphs;
	const dot: Line = row.isUnseen && cells >= roomForDot ? [blank(1), span(newEnd, 'key')] : [];
	const room = cells - lineWidth(dot);
	const between = span(` ${separator} `, 'muted');
	const details = joinLines(
		[row.label ?? '', ...row.inputs].map(part => (part === '' ? [] : [span(part)])),
		between,
	);
	const title = row.run.title?.safe ?? '';
	const isTitleEnough = details.length === 0 || (row.label === null && !row.hasSameTitle);
	const titleRoom =
		room === Infinity || isTitleEnough
			? Infinity
			: Math.max(
					Math.ceil((room - lineWidth([between])) / 2),
					room - lineWidth([between, ...cutLine(details, room, ellipsis)]),
				);
	const line = joinLines(
		[title === '' ? [] : cutLine([span(title)], titleRoom, ellipsis), details],
		between,
	);
	return room === Infinity || dot.length === 0
		? [...line, ...dot]
		: spread(line, dot, cells, ellipsis);
}

/**
 * Returns the state of the run; of a stalled run also for how long. If polling has stopped before the end of the run,
 * returns the reason for this instead.
 */
export function stateOf(run: Run, now: Instant, appearance: Appearance): Line {
	const {gaveUp} = run.polling;
	const {screen, run: words} = appearance.messages;
	const stalled = stalledSince(run);

	if (gaveUp !== null && !hasEnded(run)) {
		return [span(screen.gaveUp[gaveUp].word, 'warn')];
	}

	return stalled === null
		? [stateWord(run, appearance)]
		: [span(words.stalledFor(briefDuration(now - stalled, appearance)), 'warn')];
}

/** Returns the progress of a running run, like `45% ━━───`, or the place of a queued run in the queue, like `#3`. */
export function progressOf(
	run: Run,
	{messages: {numbers}, glyphs}: Appearance,
	hasBar: boolean,
): Line {
	const {phase, progressPercent = null, queuePosition = null} = run.execution ?? {};

	if (!isOrdinary(run)) {
		return [];
	}

	if (phase === 'queued') {
		return queuePosition === null ? [] : [span(`#${numbers.count(queuePosition)}`)];
	}

	return phase === 'running' && progressPercent !== null
		? [
				span(numbers.percent(Math.floor(progressPercent))),
				...(hasBar ? [blank(1), ...bar(progressPercent, barCells, glyphs, 'running')] : []),
			]
		: [];
}

/**
 * Returns the expected time until the run ends. If the run takes longer than usual, returns its usual running time.
 * For a queued run, returns the wait in the queue, and if `isWide`, appends the expected running time.
 */
export function etaOf(run: Run, now: Instant, isWide: boolean, appearance: Appearance): Line {
	if (!isOrdinary(run)) {
		return [];
	}

	const {screen, numbers} = appearance.messages;
	const usual = usualSecIfOverdue(run);

	if (usual !== null) {
		return [span(screen.usually(numbers.wholeSeconds(usual * 1000)))];
	}

	const {queueSec, runSec} = forecast(run, now);
	const runTime = runSec === null ? '' : briefRange(runSec, appearance);
	const wait = queueSec === null ? '' : briefWait(queueSec, appearance);
	const text =
		run.execution?.phase === 'running'
			? runTime
			: isWide && wait !== '' && runTime !== ''
				? `${wait} + ${runTime}`
				: wait;
	return text === '' ? [] : [span(text)];
}

export function elapsedOf({execution}: Run, now: Instant, {messages}: Appearance): Line {
	const elapsed = elapsedMs(execution, now);
	return execution === null || elapsed === null
		? []
		: [span(elapsedText(elapsed, execution.phase, messages))];
}

/** Returns the time of the end or the creation of a run. */
export function timeOf(at: Instant | null | undefined, now: Instant): Line {
	return at === null || at === undefined ? [] : [span(dayAndTime(at, now))];
}

/** Returns what a running run is executing, or where and why a run failed, like `n3 CUDA out of memory`. */
export function nodeOf(run: Run): Line {
	const {phase, error = null} = run.execution ?? {};
	const hasFailed = phase === 'failed';
	const last = phase === 'running' ? lastNode(run.log) : null;
	const node = hasFailed ? failureCard(run)?.node?.node : last?.node;
	const text = hasFailed ? (error?.reason ?? error?.detail)?.safe : last?.caption;
	return joinLines(
		[
			node === undefined ? [] : [span(nodeName(node.safe), 'node')],
			text === undefined || text === null ? [] : [span(text, hasFailed ? 'bad' : undefined)],
		],
		blank(1),
	);
}

export function costOf({execution}: Run, decimals: number, appearance: Appearance): Line {
	const cost = executionCost(execution);
	return cost === null ? [] : [span(roundedAmount(cost, decimals, appearance))];
}

/** Whether the latest poll of the run has failed, or the next one is late, for example because of a rate limit. */
export function isStale(run: Run, now: Instant): boolean {
	const {problem, nextPollAt} = run.polling;
	const isLate = nextPollAt !== null && now - nextPollAt > maxLateness;
	return !isNoLongerPolled(run) && (problem !== null || isLate);
}

/** Returns the age of stale data. If no poll has succeeded yet, returns the problem instead. */
export function staleAge(run: Run, now: Instant, appearance: Appearance): Line | null {
	const {problem, respondedAt} = run.polling;
	const reason = problem === null ? null : appearance.messages.problem.brief(problem);
	const text = respondedAt === null ? reason : briefDuration(now - respondedAt, appearance);
	return text === null || !isStale(run, now)
		? null
		: [span(`${appearance.glyphs.warning}${text}`, 'warn')];
}

export function staleReason({polling: {problem, respondedAt}}: Run, {messages}: Appearance): Line {
	return problem === null || respondedAt === null
		? []
		: [span(messages.problem.brief(problem), 'warn')];
}

/** Returns the state of a run in a narrow list: its progress, or how it ended, and the age of stale data. */
export function summaryOf({run}: RunRow, context: ColumnContext): Line {
	const {width, now, appearance} = context;
	const stale = staleAge(run, now, appearance);

	if (run.execution === null && stale !== null) {
		return stale;
	}

	const hasBar = stale === null && width >= roomForSummaryBar;
	const wait = run.execution?.phase === 'queued' ? etaOf(run, now, false, appearance) : [];
	const progress = joinLines([progressOf(run, appearance, hasBar), wait], blank(1));
	// Without a progress, the state is said by its word, not only by its sign.
	const state = progress.length > 0 ? progress : endOf(run, context);
	return joinLines([isStale(run, now) ? styleLine(state, 'muted') : state, stale ?? []], blank(1));
}

/**
 * Returns the state and the duration of a run. If there is no room for both, returns only the duration of a succeeded
 * run, since the sign in front of the row says that it succeeded, and only the state of any other run.
 */
function endOf(run: Run, {width, now, appearance, ids}: ColumnContext): Line {
	const state = stateOf(run, now, appearance);
	const elapsed =
		isNoLongerPolled(run) && !ids.includes('elapsed') ? elapsedOf(run, now, appearance) : [];

	if (width >= roomForBoth && ids.length <= narrowColumns) {
		const padding = blank(elapsedCells(appearance.messages) - lineWidth(elapsed));
		return elapsed.length === 0 ? state : [...state, blank(2), padding, ...elapsed];
	}

	return run.execution?.phase === 'succeeded' && elapsed.length > 0 ? elapsed : state;
}

/** Whether progress and forecasts are meaningful: the run is unfinished, makes progress, and is still polled. */
function isOrdinary(run: Run): boolean {
	return !isNoLongerPolled(run) && stalledSince(run) === null;
}

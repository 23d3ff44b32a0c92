import {elapsedMs} from '../../core/execution.ts';
import {failureCard} from '../../core/failure-card.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import {lastNode, nodeName} from '../../core/log/node-event.ts';
import {stalledSince, usualSecIfOverdue} from '../../core/run-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import {blank, joinLines, progressBar, span, spread, styleLine, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration, briefRange, briefWait, elapsedText, listText} from '../../ui/units.ts';
import {inputKey, runColumns, type ColumnId, type RunColumn} from './columns.ts';
import {inputText} from './inputs.ts';
import {stateStyles, stateWord} from './state-style.ts';
import type {RunRow} from './state.ts';

export type CellContext = {
	/** The width of the list in cells. */
	readonly width: number;
	readonly now: Instant;
	readonly appearance: Appearance;
	/** The ids of the columns of the list. */
	readonly ids: readonly string[];
	/** The number of decimals of all costs. */
	readonly decimals: number;
};

/** The minimum width, in cells, of a narrow list with progress bars. */
const roomForSummaryBar = 28;
/** The minimum width, in cells, of a wide list with progress bars. */
const roomForBar = 60;
const barCells = 5;
/** The minimum width of a title, in cells, that leaves room for the dot of an unseen run. */
const roomForDot = 6;
/** How late the next poll may be before the row shows the age of the data. */
const maxLateness: Duration = 5000;

/** The text of a cell. `cells`: the width of the column; Infinity to measure the whole text. */
type CellText = (row: RunRow, context: CellContext, cells: number) => Line;

/** The cells of the run list that show more than the plain value of their column. */
const texts: {readonly [Id in ColumnId | 'summary']?: CellText} = {
	summary: summaryOf,
	id: ({shortId}) => [span(shortId, 'muted')],
	title: titleOf,
	state: ({run}, {now, appearance}) => stateOf(run, now, appearance),
	progress: ({run}, {width, appearance}) => progressOf(run, appearance, width >= roomForBar),
	node: ({run}) => nodeOf(run),
	eta: ({run}, {now, appearance}) =>
		staleAge(run, now, appearance) ?? etaOf(run, now, true, appearance),
	elapsed: ({run}, {now, appearance}) => elapsedOf(run, now, appearance),
	workflow: ({run}) => [span(run.execution?.workflowId?.safe ?? '', 'muted')],
};

/** Returns the text of a column of `columnOf` in the run list. */
export function cellText(id: string): CellText {
	const column = runColumns.get(id);
	return (
		texts[id as ColumnId] ??
		(column === undefined
			? ({run}) => [span(inputText(run, inputKey(id)) ?? '')]
			: ({listed}, context) => valueText(column, listed, context) ?? [])
	);
}

const unwatchedTexts: {
	readonly [Id in ColumnId]?: (run: ListedRun, messages: Appearance['messages']) => Line | null;
} = {
	state: ({phase, status}, {states}) => [
		span(phase === 'other' ? (status?.safe ?? '') : states[phase], stateStyles[phase]),
	],
	elapsed: ({seconds}, {numbers}) =>
		seconds === null ? null : [span(numbers.shortTime(seconds * 1000))],
	error: ({reason}) => (reason === null ? null : [span(reason.safe, 'bad')]),
};

/** Returns the cell of a run that is not watched; null if it shows the plain value of the column. */
export function unwatchedText(id: string, run: ListedRun, {messages}: Appearance): Line | null {
	return unwatchedTexts[id as ColumnId]?.(run, messages) ?? null;
}

/** Returns the value of a column as text; null if it is unknown. */
export function valueText(
	{type, value}: RunColumn,
	run: ListedRun,
	{now, appearance, decimals}: Pick<CellContext, 'now' | 'appearance' | 'decimals'>,
): Line | null {
	const found = value(run, now);
	return found === null ? null : [span(listText(type, found, appearance, now, decimals))];
}

/**
 * Returns the label, the title and the inputs that tell the run apart from others of its workflow; where others have the
 * same title, the inputs first. At the end is a dot if the run ended unseen.
 */
function titleOf(row: RunRow, {appearance: {glyphs}}: CellContext, cells: number): Line {
	const {run, listed, inputs, hasSameTitle, isUnseen} = row;
	const title = run.title?.safe ?? '';
	const parts = [
		listed.label?.safe ?? '',
		...(hasSameTitle ? [...inputs, title] : [title, ...inputs]),
	];
	const line = joinLines(
		parts.map(part => (part === '' ? [] : [span(part)])),
		span(` ${glyphs.separator} `, 'muted'),
	);
	const dot: Line = isUnseen && cells >= roomForDot ? [blank(1), span(glyphs.newEnd, 'key')] : [];
	return cells === Infinity || dot.length === 0
		? [...line, ...dot]
		: spread(line, dot, cells, glyphs.ellipsis);
}

/** Returns the state of a run in a narrow list: its progress, or how it ended, and the age of stale data. */
function summaryOf({run}: RunRow, {width, now, appearance, ids}: CellContext): Line {
	const stale = staleAge(run, now, appearance);

	if (run.execution === null && stale !== null) {
		return stale;
	}

	const hasBar = stale === null && width >= roomForSummaryBar;
	const wait = run.execution?.phase === 'queued' ? etaOf(run, now, false, appearance) : [];
	const progress = joinLines([progressOf(run, appearance, hasBar), wait], blank(1));
	// The sign already says that a run succeeded, so such a run shows its duration instead of the word.
	const isDone = run.execution?.phase === 'succeeded' && !ids.includes('elapsed');
	const duration = isDone ? elapsedOf(run, now, appearance) : [];
	const text = [progress, duration].find(line => line.length > 0) ?? stateOf(run, now, appearance);
	return joinLines([isStale(run, now) ? styleLine(text, 'muted') : text, stale ?? []], blank(1));
}

/** Returns the state of the run, and for a stalled run since how long. */
function stateOf(run: Run, now: Instant, appearance: Appearance): Line {
	const stalled = run.polling.gaveUp === null ? stalledSince(run) : null;
	const {stalledFor} = appearance.messages.run;
	return stalled === null
		? [stateWord(run, appearance)]
		: [span(stalledFor(briefDuration(now - stalled, appearance)), 'warn')];
}

/** Returns the progress of a running run, like `45% ━━───`, or the place of a queued run in the queue, like `#3`. */
function progressOf(run: Run, appearance: Appearance, hasBar: boolean): Line {
	const {messages, glyphs} = appearance;
	const {phase, progressPercent = null, queuePosition = null} = run.execution ?? {};

	if (phase === 'queued' && queuePosition !== null && isMoving(run)) {
		return [span(`#${messages.numbers.count(queuePosition)}`)];
	}

	return phase === 'running' && progressPercent !== null && isMoving(run)
		? [
				span(messages.numbers.percent(Math.floor(progressPercent))),
				...(hasBar ? [blank(1), ...progressBar(progressPercent, barCells, glyphs, 'running')] : []),
			]
		: [];
}

/**
 * Returns the expected time until the run ends. If the run takes longer than usual, returns its usual running time.
 * For a queued run, returns the wait in the queue, and if `isWide`, appends the expected running time.
 */
function etaOf(run: Run, now: Instant, isWide: boolean, appearance: Appearance): Line {
	if (!isMoving(run)) {
		return [];
	}

	const {run: words, numbers} = appearance.messages;
	const usual = usualSecIfOverdue(run);

	if (usual !== null) {
		return [span(words.usually(numbers.wholeSeconds(usual * 1000)))];
	}

	const {queueSec, runSec} = forecast(run, now);
	const runTime = runSec === null ? '' : briefRange(runSec, appearance);
	const wait = queueSec === null ? '' : briefWait(queueSec, appearance);
	const text =
		run.execution?.phase === 'running'
			? runTime
			: [wait, isWide && wait !== '' ? runTime : ''].filter(part => part !== '').join(' + ');
	return text === '' ? [] : [span(text)];
}

/** Whether progress and forecasts are meaningful: the run is unfinished, makes progress, and is still polled. */
function isMoving(run: Run): boolean {
	return !isNoLongerPolled(run) && stalledSince(run) === null;
}

function elapsedOf({execution}: Run, now: Instant, {messages}: Appearance): Line {
	const elapsed = elapsedMs(execution, now);
	return execution === null || elapsed === null
		? []
		: [span(elapsedText(elapsed, execution.phase, messages))];
}

/** Returns what a running run is executing, or where and why a run failed, like `n3 CUDA out of memory`. */
function nodeOf(run: Run): Line {
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

/** Whether the latest poll of the run has failed, or the next one is late, for example because of a rate limit. */
export function isStale(run: Run, now: Instant): boolean {
	const {problem, nextPollAt} = run.polling;
	const isLate = nextPollAt !== null && now - nextPollAt > maxLateness;
	return !isNoLongerPolled(run) && (problem !== null || isLate);
}

/** Returns the age of stale data. If no poll has succeeded yet, returns the problem instead. */
function staleAge(run: Run, now: Instant, appearance: Appearance): Line | null {
	const {problem, respondedAt} = run.polling;
	const reason = problem === null ? null : appearance.messages.problem.brief(problem);
	const text = respondedAt === null ? reason : briefDuration(now - respondedAt, appearance);
	return text === null || !isStale(run, now)
		? null
		: [span(`${appearance.glyphs.warning}${text}`, 'warn')];
}

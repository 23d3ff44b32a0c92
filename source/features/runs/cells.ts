import {elapsedMs} from '../../core/execution.ts';
import {failureCard} from '../../core/failure-card.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import {lastNode, nodeName} from '../../core/log/node-event.ts';
import {stalledSince, usualSecIfOverdue} from '../../core/run-state.ts';
import {isNoLongerPolled, type Run} from '../../core/run.ts';
import {dayAndMinute} from '../../core/time/calendar.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import {
	blank,
	cutLine,
	joinLines,
	lineWidth,
	progressBar,
	span,
	styleLine,
	textOf,
	type Line,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration, briefRange, briefWait, elapsedText, fieldText} from '../../ui/units.ts';
import {joinFields} from '../../ui/widgets/fields.ts';
import {
	columnOf,
	inputKey,
	minWideListCells,
	runColumns,
	type ColumnId,
	type RunColumn,
} from './columns.ts';
import {inputText, titleTexts} from './inputs.ts';
import {stateWord} from './state-style.ts';
import type {RunRow} from './state.ts';

export type CellContext = {
	/** The width of the list in cells. */
	readonly width: number;
	readonly now: Instant;
	readonly appearance: Appearance;
	/** The ids of the columns of the list. */
	readonly ids: readonly string[];
	/** How many characters at the start of its inputs a run has in common with another one (`sharedStarts`). */
	readonly shared: ReadonlyMap<string, number>;
	/** The number of decimals of all costs. */
	readonly decimals: number;
};

/** The minimum width, in cells, of a list in which a title has 24 cells beside a progress bar. */
const roomForBar = 55;
/** The width of a progress bar, in cells, in a narrow list and in a wide one. */
const barCells = {narrow: 8, wide: 10};
/** The most cells that a reason of an unknown kind has. */
const maxReason = 16;
/** How late the next poll may be before the row shows the age of the data. */
const maxLateness: Duration = 5000;

/** The text of a cell. `cells`: the width of the column; Infinity to measure the whole text. */
type CellText = (row: RunRow, context: CellContext, cells: number) => Line;

/** The cells of the run list that show more than the plain value of their column. */
const texts: {readonly [Id in ColumnId]?: CellText} = {
	id: ({shortId}) => [span(shortId, 'muted')],
	title: titleOf,
	state: ({run}, {now, appearance}) => stateOf(run, now, appearance),
	progress: statusOf,
	node: ({run}) => nodeOf(run),
	eta: timeOf,
	elapsed: ({run}, {now, appearance}) => elapsedOf(run, now, appearance),
	cost: ({listed}, context) => {
		const text = valueText(columnOf('cost'), listed, context);
		return Number(listed.cost) === 0 ? styleLine(text, 'muted') : text;
	},
	workflow: ({run}) => [span(run.execution?.workflowId?.safe ?? '', 'muted')],
};

/** Returns the text of a column of `columnOf` in the run list. */
export function cellText(id: string): CellText {
	const column = runColumns.get(id);
	return (
		texts[id as ColumnId] ??
		(column === undefined
			? ({run}) => [span(inputText(run, inputKey(id)) ?? '')]
			: ({listed}, context) => valueText(column, listed, context))
	);
}

/** Returns the value of a column as text; none if it is unknown. */
function valueText(
	{type, value}: RunColumn,
	run: ListedRun,
	{now, appearance, decimals}: Pick<CellContext, 'now' | 'appearance' | 'decimals'>,
): Line {
	const found = value(run, now);

	if (found === null) {
		return [];
	}

	const text =
		type === 'time'
			? dayAndMinute(found as Instant, now)
			: fieldText(type, found, appearance, now, decimals);
	return [span(text)];
}

/**
 * Returns the texts of `titleTexts`, or the short id until one is known. Inputs that are too long are cut at the
 * start that they share with another row, so that the difference stays visible.
 */
function titleOf(row: RunRow, {appearance, shared}: CellContext, cells: number): Line {
	const parts = titleTexts(row, row.listed.label);
	const join = (all: readonly string[]) =>
		joinFields(
			all.map(text => [span(text)]),
			appearance,
		);

	if (parts.length === 0) {
		return [span(row.shortId, 'muted')];
	}

	const at = parts.indexOf(row.inputs.join(' '));
	const input = parts[at] ?? '';
	const start = [span(input.slice(0, shared.get(row.id) ?? 0))];
	// The title that follows is cut to an ellipsis.
	const missing = lineWidth(join(parts.slice(0, at + 1))) + 1 - cells;

	if (lineWidth(start) === 0 || missing <= 0) {
		return join(parts);
	}

	const kept = cutLine(start, Math.max(1, lineWidth(start) - missing), appearance.glyphs.ellipsis);
	return join(parts.with(at, textOf(kept) + input.slice(textOf(start).length)));
}

/**
 * Returns the status of a run: its progress, its place in the queue, why it failed, or its state if that has no column.
 * After it are the age of stale data, and a dot if the run ended or failed and was not looked at.
 */
function statusOf({run, isUnseen}: RunRow, context: CellContext): Line {
	const {now, appearance, ids} = context;
	const phase = run.execution?.phase;
	const stale = staleAge(run, now, appearance);
	const hasWord = !ids.includes('state') && phase !== 'succeeded';
	const duration = ids.includes('eta') ? [] : elapsedOf(run, now, appearance);
	const text =
		phase === 'failed'
			? reasonOf(run, appearance)
			: phase === 'succeeded'
				? duration
				: ([
						progressOf(run, context, stale === null),
						hasWord && (phase !== undefined || stale === null) ? stateOf(run, now, appearance) : [],
					].find(line => line.length > 0) ?? []);
	return joinLines(
		[
			stale === null ? text : styleLine(text, 'muted'),
			stale ?? [],
			isUnseen ? [span(appearance.glyphs.newEnd, 'key')] : [],
		],
		blank(1),
	);
}

/** Returns why a run failed in a word or two, for a failure of an unknown kind in the words of the service. */
function reasonOf(run: Run, {messages, glyphs}: Appearance): Line {
	const card = failureCard(run);
	const known = messages.list.reasons[card?.advice ?? 'unknown'];
	const text =
		known ?? (card?.error?.reason ?? card?.error?.detail)?.safe ?? messages.states.failed;
	return cutLine([span(text, 'bad')], maxReason, glyphs.ellipsis);
}

/** Returns the state of the run, and for a stalled run since how long. */
function stateOf(run: Run, now: Instant, appearance: Appearance): Line {
	const stalled = run.polling.gaveUp === null ? stalledSince(run) : null;
	const {stalledFor} = appearance.messages.run;
	return stalled === null
		? [stateWord(run, appearance)]
		: [span(stalledFor(briefDuration(now - stalled, appearance)), 'warn')];
}

/** Returns the progress of a running run, like `45% ━━━───`, or the place of a queued run in the queue, like `#3`. */
function progressOf(run: Run, {width, appearance}: CellContext, isFresh: boolean): Line {
	const {messages, glyphs} = appearance;
	const {phase, progressPercent = null, queuePosition = null} = run.execution ?? {};

	if (phase === 'queued' && queuePosition !== null && isMoving(run)) {
		return [span(`#${messages.numbers.count(queuePosition)}`)];
	}

	if (phase !== 'running' || progressPercent === null || !isMoving(run)) {
		return [];
	}

	const percent = span(messages.numbers.percent(Math.floor(progressPercent)));
	const cells = width < minWideListCells ? barCells.narrow : barCells.wide;
	return isFresh && width >= roomForBar && progressPercent >= 1
		? [percent, blank(1), ...progressBar(progressPercent, cells, glyphs, 'running')]
		: [percent];
}

/** Returns the expected time until the run ends or, in the queue, until it starts. Of an ended run, how long it took. */
function timeOf({run}: RunRow, {now, appearance, ids}: CellContext): Line {
	const {phase} = run.execution ?? {};

	if (phase !== 'running' && phase !== 'queued') {
		return ids.includes('elapsed') ? [] : styleLine(elapsedOf(run, now, appearance), 'muted');
	}

	const text = isMoving(run) ? etaOf(run, phase, now, appearance) : '';
	return text === '' ? [span(appearance.glyphs.unknown, 'muted')] : [span(text)];
}

/** Returns the expected time, or an empty text. If the run takes longer than usual, returns its usual running time. */
function etaOf(
	run: Run,
	phase: 'running' | 'queued',
	now: Instant,
	appearance: Appearance,
): string {
	const {run: words, numbers} = appearance.messages;
	const usual = usualSecIfOverdue(run);
	const {queueSec, runSec} = forecast(run, now);

	if (usual !== null) {
		return words.usually(numbers.wholeSeconds(usual * 1000));
	}

	const runTime = runSec === null ? '' : briefRange(runSec, appearance);
	const wait = queueSec === null ? '' : briefWait(queueSec, appearance);
	return phase === 'running' ? runTime : wait;
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

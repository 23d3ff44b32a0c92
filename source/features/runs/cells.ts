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
import {blank, cutLine, joinLines, lineWidth, span, styleLine, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {briefDuration, briefRange, briefWait, elapsedText, roundedAmount} from '../../ui/units.ts';
import {bar} from '../../ui/widgets/ProgressBar.tsx';
import type {RunRow} from './select.ts';
import {stateGlyph, stateWord} from './state-style.ts';

export function markLine({run, marked}: RunRow, appearance: Appearance): Line {
	const mark = marked ? appearance.glyphs.markedRun : ' ';
	return [stateGlyph(runState(run), appearance), span(mark, 'key')];
}

/**
 * Returns the title, the label, then the inputs that tell the run apart from others of its workflow. If not all of it fits
 * into `room` cells, half of them are for what tells the run apart.
 */
export function titleOf(
	row: RunRow,
	room: number,
	now: Instant,
	{glyphs: {separator, ellipsis}}: Appearance,
): Line {
	const between = span(` ${separator} `, 'muted');
	const details = joinLines(
		[row.label?.safe ?? '', ...row.inputs].map(part => (part === '' ? [] : [span(part)])),
		between,
	);
	const title = row.run.title?.safe ?? '';
	const isTitleEnough =
		room === Infinity || details.length === 0 || (row.label === null && !row.hasSameTitle);
	const titleRoom = isTitleEnough
		? Infinity
		: Math.max(
				Math.ceil((room - lineWidth([between])) / 2),
				room - lineWidth([between, ...cutLine(details, room, ellipsis)]),
			);
	const line = joinLines(
		[title === '' ? [] : cutLine([span(title)], titleRoom, ellipsis), details],
		between,
	);
	return muteIfStale(row, now, line);
}

/**
 * Returns the state of the run. For a stalled run, adds for how long. If polling has stopped before the end of the run,
 * returns the reason for this instead of the state.
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

const barCells = 5;

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

	const {
		screen: {usually},
		numbers,
	} = appearance.messages;
	const usual = usualSecIfOverdue(run);

	if (usual !== null) {
		return [span(usually(numbers.wholeSeconds(usual * 1000)))];
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

	if (phase === 'failed') {
		const node = failureCard(run)?.node?.node.safe;
		const reason = (error?.reason ?? error?.detail)?.safe;
		return nodeLine(node, reason, 'bad');
	}

	const node = phase === 'running' ? lastNode(run.log) : null;
	return nodeLine(node?.node.safe, node?.caption ?? undefined);
}

function nodeLine(node: string | undefined, text: string | undefined, style?: StyleName): Line {
	return joinLines(
		[
			node === undefined ? [] : [span(nodeName(node), 'node')],
			text === undefined ? [] : [span(text, style)],
		],
		blank(1),
	);
}

/** Returns the cost with `decimals` decimals. */
export function costOf({execution}: Run, decimals: number, appearance: Appearance): Line {
	const cost = executionCost(execution);
	return cost === null ? [] : [span(roundedAmount(cost, decimals, appearance))];
}

/** How late the next poll may be before the row shows the age of the data. */
const maxLateness: Duration = 5000;

/** Returns whether the latest poll of the run has failed, or the next one is late, for example because of a rate limit. */
function isStale(run: Run, now: Instant): boolean {
	const {problem, nextPollAt} = run.polling;
	const isLate = nextPollAt !== null && now - nextPollAt > maxLateness;
	return !isNoLongerPolled(run) && (problem !== null || isLate);
}

/** Returns the age of stale data. If no poll has succeeded yet, returns the problem instead. */
export function staleAge(run: Run, now: Instant, appearance: Appearance): Line | null {
	const {problem, respondedAt} = run.polling;

	if (!isStale(run, now)) {
		return null;
	}

	const reason = problem === null ? null : appearance.messages.problem.brief(problem);
	const text = respondedAt === null ? reason : briefDuration(now - respondedAt, appearance);
	return text === null ? null : [span(`${appearance.glyphs.warning}${text}`, 'warn')];
}

export function staleReason({polling: {problem, respondedAt}}: Run, {messages}: Appearance): Line {
	return problem === null || respondedAt === null
		? []
		: [span(messages.problem.brief(problem), 'warn')];
}

export function muteIfStale({run}: RunRow, now: Instant, line: Line): Line {
	return isStale(run, now) ? styleLine(line, 'muted') : line;
}

/** Whether progress and forecasts are meaningful: the run is unfinished, makes progress, and is still polled. */
export function isOrdinary(run: Run): boolean {
	return !isNoLongerPolled(run) && run.polling.gaveUp === null && stalledSince(run) === null;
}

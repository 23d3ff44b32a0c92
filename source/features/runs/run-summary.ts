import type {Instant} from '../../core/time/clock.ts';
import {formatDuration} from '../../core/time/duration.ts';
import {elapsedMs, isFinal, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {usualSecIfOverdue, stalledSince} from '../../core/forecast/anomalies.ts';
import {isDone, type Run} from '../../core/run.ts';
import {bar} from '../../ui/bar.ts';
import {blank, joinLines, span, styleLine, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {stateWord} from './run-state.ts';
import {briefDuration, briefRange, briefWait} from '../../ui/units.ts';

/** The least widths of the list for a bar, for the word of a final state, for the time left, and for every word. */
const barWidth = 28;
const finalWordWidth = 40;
const timeLeftWidth = 48;
const wordWidth = 50;

/** Cells of the age of stale data and its reason. */
const staleCells = 24;

/** The end of a run's row: progress, wait or duration, by state, and for stale data its age and the reason. `width` is the list's. */
export function runSummary(run: Run, now: Instant, width: number, appearance: Appearance): Line {
	const {polling} = run;

	if (polling.problem === null || isDone(run)) {
		return stateFields(run, now, width, appearance);
	}

	const age =
		polling.respondedAt === null ? '' : briefDuration(now - polling.respondedAt, appearance);
	const reason =
		width >= finalWordWidth || age === '' ? appearance.messages.problem.brief(polling.problem) : '';
	const mark = [age, reason].filter(text => text !== '').join(' ');
	return joinLines(
		[
			run.execution === null
				? []
				: styleLine(stateFields(run, now, width - staleCells, appearance), 'muted'),
			[span(`${appearance.glyphs.stale}${mark}`, 'warn')],
		],
		blank(1),
	);
}

function stateFields(run: Run, now: Instant, width: number, appearance: Appearance): Line {
	const {execution, polling} = run;

	if (execution === null) {
		return [stateWord(run, appearance)];
	}

	if (isFinal(execution.phase)) {
		return finalFields(run, execution, now, width, appearance);
	}

	if (polling.gaveUp !== null) {
		return [span(appearance.messages.screen.gaveUp[polling.gaveUp].word, 'warn')];
	}

	const stalled = stalledSince(run);

	if (stalled !== null) {
		const {stalledFor} = appearance.messages.run;
		return [span(stalledFor(briefDuration(now - stalled, appearance)), 'warn')];
	}

	const word: Line = [stateWord(run, appearance)];
	const field =
		execution.phase === 'queued'
			? queueFields(run, execution, now, width, appearance)
			: execution.phase === 'running'
				? joinLines(
						[progressFields(execution, width, appearance), timeLeft(run, now, width, appearance)],
						blank(1),
					)
				: [];
	return field.length === 0 || width >= wordWidth ? joinLines([word, field], blank(1)) : field;
}

/** The ETA, or the usual time of an overdue run. */
function timeLeft(run: Run, now: Instant, width: number, appearance: Appearance): Line {
	if (width < timeLeftWidth) {
		return [];
	}

	const usual = usualSecIfOverdue(run);

	if (usual !== null) {
		return [span(appearance.messages.screen.usually(briefDuration(usual * 1000, appearance)))];
	}

	const {runSec} = forecast(run, now);
	return runSec === null ? [] : [span(briefRange(runSec, appearance))];
}

/** The place in the queue, the wait and the time to run. */
function queueFields(
	run: Run,
	{queuePosition}: Execution,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const {queueSec, runSec} = forecast(run, now);
	const place =
		queuePosition === null ? [] : [span(`#${appearance.messages.numbers.count(queuePosition)}`)];
	const wait = queueSec === null ? [] : [span(briefWait(queueSec, appearance))];
	const then =
		width < timeLeftWidth || runSec === null ? [] : [span(`+ ${briefRange(runSec, appearance)}`)];
	return joinLines([place, wait, then], blank(1));
}

function progressFields({progressPercent}: Execution, width: number, appearance: Appearance): Line {
	if (progressPercent === null) {
		return [];
	}

	const cells = width >= wordWidth ? 8 : width >= barWidth ? 5 : 0;
	const percent = [
		span(appearance.messages.numbers.percent(Math.floor(progressPercent)).padStart(4)),
	];
	return joinLines([percent, bar(progressPercent, cells, appearance.glyphs, 'running')], blank(1));
}

/** The state and the duration. If only one fits: the duration of a succeeded run, the state of any other. */
function finalFields(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const word: Line = [stateWord(run, appearance)];
	const elapsed = elapsedMs(execution, now);

	if (elapsed === null) {
		return word;
	}

	const time: Line = [span(formatDuration(elapsed))];

	if (width >= finalWordWidth) {
		return joinLines([word, time], blank(2));
	}

	return execution.phase === 'succeeded' ? time : word;
}

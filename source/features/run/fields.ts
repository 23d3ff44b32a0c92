import type {Instant} from '../../core/time/clock.ts';
import {formatDuration} from '../../core/time/duration.ts';
import {elapsedMs, isFinal, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {usualSecIfOverdue, stalledSince} from '../../core/forecast/anomalies.ts';
import {isDone, type Run} from '../../core/run.ts';
import {bar} from '../../ui/bar.ts';
import {blank, joinLines, span, styleLine, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {stateWord} from './status-text.ts';
import {briefDuration, briefRange, briefWait} from '../../ui/units.ts';

/** From these widths of the list on there is room for a bar, for words where a run has ended, for words everywhere. */
const roomForBar = 28;
const roomForWords = 40;
const roomForAllWords = 50;

/** From this width on there is room for what is left, too. */
const roomForLeft = 48;

/** What the age of stale data, and why it is stale, take from the rest. */
const roomForAge = 24;

/**
 * What the row of a run tells at its end: the most telling fact of its state, and when it is stale its age and why.
 * `width` is that of the list.
 */
export function runSummary(run: Run, now: Instant, width: number, appearance: Appearance): Line {
	const {polling} = run;

	if (polling.problem === null || isDone(run)) {
		return stateFact(run, now, width, appearance);
	}

	const age =
		polling.respondedAt === null ? '' : briefDuration(now - polling.respondedAt, appearance);
	const reason =
		width >= roomForWords || age === '' ? appearance.messages.problem.brief(polling.problem) : '';
	const mark = [age, reason].filter(text => text !== '').join(' ');
	return joinLines(
		[
			run.execution === null
				? []
				: styleLine(stateFact(run, now, width - roomForAge, appearance), 'muted'),
			[span(`${appearance.glyphs.stale}${mark}`, 'warn')],
		],
		blank(1),
	);
}

function stateFact(run: Run, now: Instant, width: number, appearance: Appearance): Line {
	const {execution, polling} = run;

	if (execution === null) {
		return [stateWord(run, appearance)];
	}

	if (isFinal(execution.phase)) {
		return finalFact(run, execution, now, width, appearance);
	}

	if (polling.gaveUp !== null) {
		return [span(appearance.messages.screen.gaveUp[polling.gaveUp].word, 'warn')];
	}

	const stalled = stalledSince(run);

	if (stalled !== null) {
		const {row} = appearance.messages.run;
		return [span(row(briefDuration(now - stalled, appearance)), 'warn')];
	}

	const word: Line = [stateWord(run, appearance)];
	const field =
		execution.phase === 'queued'
			? queueFact(run, execution, now, width, appearance)
			: execution.phase === 'running'
				? joinLines(
						[progressFact(execution, width, appearance), leftFact(run, now, width, appearance)],
						blank(1),
					)
				: [];
	return field.length === 0 || width >= roomForAllWords
		? joinLines([word, field], blank(1))
		: field;
}

/** How long it will go on, where that is known; how long such runs usually take, where it took longer. */
function leftFact(run: Run, now: Instant, width: number, appearance: Appearance): Line {
	if (width < roomForLeft) {
		return [];
	}

	const usual = usualSecIfOverdue(run);

	if (usual !== null) {
		return [span(appearance.messages.screen.usually(briefDuration(usual * 1000, appearance)))];
	}

	const {runSec} = forecast(run, now);
	return runSec === null ? [] : [span(briefRange(runSec, appearance))];
}

/** The place in the queue, and how long it will take: to wait, and then to run. */
function queueFact(
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
		width < roomForLeft || runSec === null ? [] : [span(`+ ${briefRange(runSec, appearance)}`)];
	return joinLines([place, wait, then], blank(1));
}

function progressFact({progressPercent}: Execution, width: number, appearance: Appearance): Line {
	if (progressPercent === null) {
		return [];
	}

	const cells = width >= roomForAllWords ? 8 : width >= roomForBar ? 5 : 0;
	const percent = [
		span(appearance.messages.numbers.percent(Math.floor(progressPercent)).padStart(4)),
	];
	return joinLines([percent, bar(progressPercent, cells, appearance.glyphs, 'running')], blank(1));
}

/** How long it took; and how it ended, unless that went well and there is no room to say so. */
function finalFact(
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

	if (width >= roomForWords) {
		return joinLines([word, time], blank(2));
	}

	return execution.phase === 'succeeded' ? time : word;
}

import type {Problem} from '../../core/problem.ts';
import {hasEnded, isFromHistory, isNoLongerPolled, type Run} from '../../core/run.ts';
import type {Duration} from '../../core/time/clock.ts';
import {firstKey} from '../../ui/key-name.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown, briefDuration} from '../../ui/units.ts';
import {packFields} from '../../ui/widgets/fields.ts';
import {wrap} from '../../ui/wrap.ts';
import {failureRows} from '../failure/rows.ts';
import type {RunDetail} from './detail-fields.ts';

const maxSentenceRows = 6;
/** Maximum number of rows for an error message. The cause of a connection failure and its remedy fit into 5 rows. */
const maxProblemRows = 5;

/**
 * Why polling of the run has stopped, or why its data is old. Empty for a finished run, unless its data comes from the
 * history.
 */
export function pollProblemRows(detail: RunDetail): readonly Line[] {
	const {run, now, width, appearance} = detail;
	const {messages, glyphs} = appearance;
	const {problem, gaveUp, respondedAt, failures} = run.polling;
	const wait = untilNextPoll(detail);

	if (isFromHistory(run)) {
		return historyRows(run, width, appearance);
	}

	if (hasEnded(run)) {
		return [];
	}

	if (gaveUp !== null) {
		return [
			...wrap(
				messages.screen.gaveUp[gaveUp].sentence(firstKey('poll-now', appearance)),
				width,
				maxSentenceRows,
			).map(row => [span(row, 'warn')]),
			...(problem === null ? [] : problemRows(problem, width, appearance)),
		];
	}

	if (problem === null) {
		return [];
	}

	const age =
		respondedAt === null
			? messages.run.noData
			: messages.run.stale(briefDuration(now - respondedAt, appearance));
	const texts = [
		`${glyphs.warning} ${age}`,
		messages.problem.brief(problem),
		...(failures > 1 ? [messages.run.failures(failures)] : []),
		...(wait === null
			? []
			: [
					wait <= 0
						? messages.run.pollingNow
						: messages.run.retryIn(briefCountdown(wait, appearance)),
				]),
	];
	const fields = texts.map(text => [span(text, 'warn')]);
	return [...packFields(fields, width, appearance), ...problemRows(problem, width, appearance)];
}

/** Says that the data comes from the history, and why the service has not sent newer data. */
function historyRows({polling}: Run, width: number, appearance: Appearance): readonly Line[] {
	const {fromHistory} = appearance.messages.run;
	const {problem} = polling;
	const sentence =
		problem === null
			? fromHistory.plain
			: problem.kind === 'not-found'
				? fromHistory.forgotten
				: fromHistory.failed(appearance.messages.problem.brief(problem));
	return wrap(sentence, width, maxSentenceRows).map(row => [
		span(row, problem === null ? 'muted' : 'warn'),
	]);
}

function problemRows(problem: Problem, width: number, appearance: Appearance): readonly Line[] {
	if (problem.engineError !== null) {
		return failureRows(problem.engineError, width, appearance);
	}

	const {brief, advice} = appearance.messages.problem;
	const text = problem.serviceMessage?.safe ?? advice(problem);
	return text === brief(problem)
		? []
		: wrap(text, width - 2, maxProblemRows).map(row => [span(`  ${row}`, 'muted')]);
}

/**
 * Returns how long ago the run was polled, and when it is polled next. Empty before the first response, after the end
 * of the run, or if the latest poll has failed: `pollProblemRows` then shows the age of the data.
 */
export function freshnessFields(detail: RunDetail): readonly Line[] {
	const {run, now, appearance, paused} = detail;
	const {respondedAt, problem} = run.polling;
	const {run: words, screen} = appearance.messages;

	if (isNoLongerPolled(run) || problem !== null || respondedAt === null) {
		return [];
	}

	const wait = untilNextPoll(detail);
	return [
		[span(words.polled(briefDuration(now - respondedAt, appearance)))],
		paused
			? [span(screen.paused, 'warn')]
			: wait === null
				? []
				: [span(wait <= 0 ? words.pollingNow : words.nextPoll(briefCountdown(wait, appearance)))],
	];
}

/** Returns the time until the run is polled next, also if its turn has come but no request is sent yet. */
function untilNextPoll({run, now, nextRequestAt}: RunDetail): Duration | null {
	const {nextPollAt} = run.polling;
	return nextPollAt === null ? null : Math.max(nextPollAt, nextRequestAt ?? 0) - now;
}

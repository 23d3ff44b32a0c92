import type {Problem} from '../../core/problem.ts';
import {hasEnded, isFromHistory, isNoLongerPolled} from '../../core/run.ts';
import type {Messages} from '../../i18n/messages.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {briefCountdown, briefDuration} from '../../ui/units.ts';
import {packFields} from '../../ui/widgets/fields.ts';
import {failureRows} from '../failure/rows.ts';
import type {RunDetail} from './field-rows.ts';

/** Maximum number of rows for a sentence. The cause of a connection failure and its remedy fit into 5 rows. */
const maxRows = 6;

/** Why polling has stopped or the data is old. Empty for a finished run, unless its data is from the history. */
export function pollProblemRows(detail: RunDetail): readonly Line[] {
	const {run, now, width, appearance} = detail;
	const {messages, glyphs} = appearance;
	const {run: words} = messages;
	const {problem, gaveUp, respondedAt, failures} = run.polling;
	const sentence = (text: string, styleName: StyleName): readonly Line[] =>
		wrap(text, width, maxRows).map(row => [span(row, styleName)]);

	if (isFromHistory(run)) {
		return sentence(historyNote(problem, messages), problem === null ? 'muted' : 'warn');
	}

	if (hasEnded(run)) {
		return [];
	}

	const reason = problem === null ? [] : problemRows(problem, detail);

	if (gaveUp !== null) {
		const text = messages.run.gaveUp[gaveUp].sentence(firstKey('poll-now', appearance));
		return [...sentence(text, 'warn'), ...reason];
	}

	if (problem === null) {
		return [];
	}

	const age = respondedAt === null ? null : briefDuration(now - respondedAt, appearance);
	const fields = [
		`${glyphs.warning} ${age === null ? words.noData : words.stale(age)}`,
		messages.problem.brief(problem),
		failures > 1 ? words.failures(failures) : '',
		nextPollText(detail, words.retryIn),
	].map(text => (text === '' ? [] : [span(text, 'warn')]));
	return [...packFields(fields, width, appearance), ...reason];
}

/** Says that the data comes from the history, and why the service has not sent newer data. */
export function historyNote(
	problem: Problem | null,
	{run: {fromHistory}, problem: {brief}}: Messages,
): string {
	if (problem === null) {
		return fromHistory.plain;
	}

	return problem.kind === 'not-found' ? fromHistory.forgotten : fromHistory.failed(brief(problem));
}

function problemRows(problem: Problem, {width, appearance}: RunDetail): readonly Line[] {
	if (problem.engineError !== null) {
		return failureRows(problem.engineError, width, appearance);
	}

	const {brief, advice} = appearance.messages.problem;
	const text = problem.serviceMessage?.safe ?? advice(problem);
	const rows = text === brief(problem) ? [] : wrap(text, width - 2, maxRows);
	return rows.map(row => [blank(2), span(row, 'muted')]);
}

/**
 * Returns how long ago the run was polled, and when it is polled next. Empty before the first response, after the end
 * of the run, or if the latest poll has failed: `pollProblemRows` then shows the age of the data.
 */
export function freshnessFields(detail: RunDetail): readonly Line[] {
	const {run, now, appearance, paused} = detail;
	const {respondedAt, problem} = run.polling;
	const {run: words} = appearance.messages;

	if (isNoLongerPolled(run) || problem !== null || respondedAt === null) {
		return [];
	}

	const next = nextPollText(detail, words.nextPoll);
	return [
		[span(words.polled(briefDuration(now - respondedAt, appearance)))],
		paused ? [span(words.paused, 'warn')] : next === '' ? [] : [span(next)],
	];
}

/** When the run is polled next, also if its turn has come but no request is sent yet. Empty if it is not known. */
function nextPollText(
	{run, now, nextRequestAt, appearance}: RunDetail,
	inTime: (wait: string) => string,
): string {
	const {nextPollAt} = run.polling;

	if (nextPollAt === null) {
		return '';
	}

	const wait = Math.max(nextPollAt, nextRequestAt ?? 0) - now;
	return wait <= 0 ? appearance.messages.run.pollingNow : inTime(briefCountdown(wait, appearance));
}

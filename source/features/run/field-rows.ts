import {elapsedMs, executionCost, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import type {Problem} from '../../core/problem.ts';
import {runFields, type RunFieldName, type RunFields} from '../../core/run-fields.ts';
import {hasEnded, isFromHistory, isNoLongerPolled, type Run} from '../../core/run.ts';
import {dayAndTime} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Messages} from '../../i18n/messages.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {briefAmount, briefCountdown, briefDuration, briefRange, briefWait} from '../../ui/units.ts';
import {fieldLines, labelCells, packFields} from '../../ui/widgets/fields.ts';
import {failureRows} from '../failure/failure-text.ts';

export type RunDetail = {
	readonly run: Run;
	readonly now: Instant;
	readonly width: number;
	readonly appearance: Appearance;
	/** Until then no run is polled: the service is unreachable or limits the requests. */
	readonly nextRequestAt: Instant | null;
};

/** The fields of the table that have a label. */
type LabeledField = {
	[Name in RunFieldName]: RunFields[Name] extends {readonly label: object} ? Name : never;
}[RunFieldName];

const maxIdRows = 6;

/** Returns the place in the queue, the cost, when the run was created, its end or its latest poll, then all other fields. */
export function fieldRows(execution: Execution, detail: RunDetail): readonly Line[] {
	const {width, appearance, now} = detail;
	const {
		run: {labels},
		language,
		numbers,
	} = appearance.messages;
	const {actualDurationSec: seconds, internalStatus, lastEventType, phase} = execution;
	const cancel = execution.cancelRequested?.safe ?? 'false';
	const elapsed = phase === 'running' ? elapsedMs(execution, now) : null;
	const polled = freshness(detail);
	const labeled = (name: LabeledField, text: string | null): Line =>
		text === null ? [] : [span(`${runFields[name].label[language]} ${text}`)];
	const time = (at: Instant | null) => (at === null ? null : dayAndTime(at, now));
	const cost = executionCost(execution);
	const facts = [
		cost === null
			? []
			: [span(`${labels.cost} `, 'muted'), span(briefAmount(cost, appearance), 'title')],
		labeled('createdAt', time(execution.createdAt)),
		isNoLongerPolled(detail.run) ? labeled('terminalAt', time(execution.terminalAt)) : polled,
		labeled('cancelRequested', cancel === 'false' ? null : cancel),
		labeled('startedAt', time(execution.startedAt)),
		elapsed === null ? [] : [span(numbers.wholeSeconds(elapsed))],
		labeled('actualDurationSec', seconds === null ? null : numbers.shortTime(seconds * 1000)),
		...[internalStatus, lastEventType].map(text =>
			text === null ? [] : [span(text.safe, 'muted')],
		),
	];
	const queue = execution.phase === 'queued' ? queueFields(execution, detail) : [];
	return [
		...packFields(queue, width, appearance),
		...packFields(facts, width, appearance, blank(3)),
	];
}

/** The place, the wait for it, how long the run is expected to take afterwards, and how long it has waited. */
function queueFields(
	{queuePosition, createdAt, estimatedWaitSec}: Execution,
	{run, now, appearance}: RunDetail,
): readonly Line[] {
	const {run: words} = appearance.messages;
	const {queueSec, runSec} = forecast(run, now);
	const wait = queueSec && briefWait(queueSec, appearance);
	const isOfService = queueSec && estimatedWaitSec !== null && queueSec.high - queueSec.low < 1;
	const range = runSec === null ? appearance.glyphs.unknown : briefRange(runSec, appearance);
	return [
		queuePosition === null ? [] : [span(words.queuePlace(queuePosition), 'queued')],
		joinLines(
			[
				wait === null ? [] : [span(isOfService === true ? words.serviceEstimate(wait) : wait)],
				[span(words.thenRuns(range), runSec === null ? 'muted' : undefined)],
			],
			span(' + ', 'muted'),
		),
		createdAt === null ? [] : [span(words.waited(briefDuration(now - createdAt, appearance)))],
	];
}

/** Wraps long ids instead of cutting them, so that the user can copy them. */
export function idRows({run, width, appearance}: RunDetail): readonly Line[] {
	const {labels} = appearance.messages.run;
	const {taskId = null, workflowId = null} = run.execution ?? {};
	const cells = labelCells(Object.values(labels));
	const ids = [
		[labels.run, run.safeId],
		[labels.task, taskId?.safe],
		[labels.workflow, workflowId?.safe],
	] as const;
	return fieldLines(
		ids.map(([label, id = '']) => ({
			label,
			rows: wrap(id, width - cells, maxIdRows).map(row => [span(row, 'muted')]),
		})),
		cells,
	);
}

/** Maximum number of rows for a sentence. The cause of a connection failure and its remedy fit into 5 rows. */
const maxRows = 6;

/** Says why polling has stopped or the data is old. Empty for a finished run, unless its data is from the history. */
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
		nextPollText(detail),
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
		return failureRows(problem.engineError, null, width, appearance);
	}

	const {brief, advice} = appearance.messages.problem;
	const text = problem.serviceMessage?.safe ?? advice(problem);
	const rows = text === brief(problem) ? [] : wrap(text, width - 2, maxRows);
	return rows.map(row => [blank(2), span(row, 'muted')]);
}

/**
 * Returns how long ago the run was polled. Empty before the first response, after the end of the run, or if the latest
 * poll has failed: `pollProblemRows` then shows the age of the data.
 */
function freshness({run, now, appearance}: RunDetail): Line {
	const {respondedAt, problem} = run.polling;
	const {run: words} = appearance.messages;
	return isNoLongerPolled(run) || problem !== null || respondedAt === null
		? []
		: [span(words.polled(briefDuration(now - respondedAt, appearance)))];
}

/** Says when the run is polled next, also if it is due but no request is sent yet. Empty if it is not known. */
function nextPollText({run, now, nextRequestAt, appearance}: RunDetail): string {
	const {nextPollAt} = run.polling;
	const {run: words} = appearance.messages;

	if (nextPollAt === null) {
		return '';
	}

	const wait = Math.max(nextPollAt, nextRequestAt ?? 0) - now;
	return wait <= 0 ? words.pollingNow : words.retryIn(briefCountdown(wait, appearance));
}

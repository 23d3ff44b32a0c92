import {elapsedMs, executionCost, isFinalPhase} from '../core/execution.ts';
import type {LogEntry} from '../core/log/log-entry.ts';
import {nodeName} from '../core/log/node-event.ts';
import {errorFields, type RunError} from '../core/problem.ts';
import {chargedAmount} from '../core/run-order.ts';
import {lateSince, stalledSince, usualSecIfOverdue} from '../core/run-state.ts';
import {hasEnded, type Run} from '../core/run.ts';
import {visibleJson} from '../core/text/json-text.ts';
import {clockTime, dayAndTime, rfc3339} from '../core/time/calendar.ts';
import type {Duration} from '../core/time/clock.ts';
import {logFields} from '../features/log/export.ts';
import {messageText} from '../features/log/text.ts';
import {moneyEn} from '../features/money/messages.ts';
import {needsMeEn} from '../features/needs-me/index.ts';
import {downloadEn} from '../features/outputs/messages.ts';
import type {Messages} from '../i18n/messages.ts';
import {problemEn} from '../i18n/problem.ts';
import {eventFields, toJsonValue} from './event-fields.ts';
import type {Alert, WatchEvent} from './event.ts';
import {runWord, tallyText} from './run-texts.ts';

/** How `--json` and `--plain` print a kind of event. */
type EventForms<Event> = {
	/** The fields after `event`, `at` and `run_order_id`. Their texts are in English, so that scripts can rely on them. */
	readonly json: (event: Event) => object;
	/** The lines of `--plain`; none if other events, or a line on stderr, say the same. */
	readonly plain?: (event: Event, messages: Messages) => readonly string[];
};

type AlertTexts = Pick<Messages, 'needsMe' | 'money'>;

/** The version of the events. Fields and events are only added within a version, so a reader can rely on the others. */
export const eventsVersion = 1;

/** From this delay on, a line says at what time a request is sent again, not after how many seconds. */
const longRetryMs: Duration = 60_000;

/** Formats an event as one line without a newline. Escapes invisible characters and line separators. */
export function writeJson(event: WatchEvent): string {
	const fields = {
		event: event.event,
		at: rfc3339(event.at),
		...('run' in event ? {run_order_id: event.run?.id ?? null} : {}),
		...forms[event.event].json(event as never),
	};
	return visibleJson(fields);
}

/**
 * Returns the lines that `--plain` prints for an event, without escape sequences. Returns no lines if a run changed
 * only in fields that the lines do not contain.
 */
export function writePlain(event: WatchEvent, messages: Messages): readonly string[] {
	const lines = forms[event.event].plain?.(event as never, messages) ?? [];
	const head = 'run' in event && event.run !== null ? `${event.run.safeId} ` : '';
	const at = event.event === 'log' ? (event.entry.at ?? event.at) : event.at;
	return lines.map(line => `${clockTime(at)} ${head}${line}`);
}

/** Returns whether `--quiet` keeps an event: everything but the log as JSON; ends, failures and problems as plain lines. */
export function isKeptQuiet(event: WatchEvent, format: 'json' | 'plain'): boolean {
	if (format === 'json') {
		return event.event !== 'log';
	}

	// A later change of a run that has ended, such as of the cost, is not another end.
	return event.event === 'run'
		? hasEnded(event.run) && (event.before === null || !hasEnded(event.before))
		: ['outputs-cut', 'download-failed', 'error', 'problem', 'alert', 'end'].includes(event.event);
}

const forms: {
	readonly [Kind in WatchEvent['event']]: EventForms<Extract<WatchEvent, {event: Kind}>>;
} = {
	start: {
		json: ({version, runOrderIds}) => ({
			schema: eventsVersion,
			version,
			run_order_ids: runOrderIds,
		}),
		plain: ({runOrderIds}, {events}) => [events.watching(runOrderIds.length)],
	},
	run: {
		json: ({run}) => eventFields(run),
		plain({run, before}, messages) {
			const text = runText(run, messages);
			return before !== null && text === runText(before, messages) ? [] : [text];
		},
	},
	order: {
		json: ({order}) => ({
			inputs: Object.fromEntries(order.inputs.map(({key, value}) => [key.exact, value.exact])),
			revision_id: toJsonValue(order.revisionId, 'name'),
			quote_amount: toJsonValue(order.quoteAmount, 'money'),
			final_amount: toJsonValue(chargedAmount(order), 'money'),
		}),
	},
	log: {
		json: ({entry}) => logFields(entry),
		plain: ({afterGap, entry}, {events}) => [
			...(afterGap ? [events.entriesMissing] : []),
			entryText(entry),
		],
	},
	output: {
		json: ({output: {key, kind, value}}) => ({key: key.exact, kind, value: value.exact}),
		plain: ({output: {key, kind, value}}, {events, output: words}) => [
			`${events.output} ${key.safe} ${words.kinds[kind]} ${value.safe}`,
		],
	},
	'outputs-cut': {
		json: ({reported, leftOut}) => ({reported, left_out: leftOut}),
		plain: ({reported, leftOut}, {events}) => [events.outputsCut(reported, leftOut)],
	},
	download: {
		json: ({key, path, bytes}) => ({key: key.exact, path: path.exact, bytes}),
		plain: ({key, path}, {events}) => [`${events.saved} ${key.safe} ${path.safe}`],
	},
	'download-failed': {
		json: ({key, why}) => ({key: key.exact, reason: downloadEn.why(why)}),
		plain: ({key, why}, {events, download}) => [
			`${events.notSaved} ${key.safe}${events.colon}${download.why(why)}`,
		],
	},
	error: {
		json: ({error}) => errorFields(error),
		plain: ({error}, {events}) => [`${events.error}${events.colon}${errorText(error)}`],
	},
	problem: {
		json({problem, retryInMs}) {
			const {kind, httpStatus, serviceMessage, engineError} = problem;
			return {
				// The schema has one name for both: `http_status` or the message tells them apart.
				kind: kind === 'forbidden' ? 'auth' : kind,
				// The engine's reason is more specific than the service's message, which says "ok" if only the data is missing.
				message:
					engineError?.reason?.exact ??
					(kind === 'malformed' ? null : serviceMessage?.exact) ??
					problemEn.cause(problem),
				http_status: httpStatus,
				retry_in_ms: retryInMs,
				...errorFields(engineError),
			};
		},
		plain: problemLines,
	},
	alert: {
		json: alert => ({
			kind: alert.kind,
			message: alertText(alert, {needsMe: needsMeEn, money: moneyEn}),
			...alerts[alert.kind].json(alert as never),
		}),
	},
	end: {
		json: ({reason, exitCode, succeeded, failed, canceled, unfinished, totalCost}) => ({
			reason,
			exit_code: exitCode,
			succeeded,
			failed,
			canceled,
			unfinished,
			total_cost: toJsonValue(totalCost, 'money'),
		}),
		plain(event, messages) {
			const {ends, colon, cost} = messages.events;
			return [`${ends[event.reason]}${colon}${tallyText(event, messages, cost(event.totalCost))}`];
		},
	},
};

/** For each kind of alert: the sentence that says what needs the user, and the fields in JSON. */
const alerts: {
	readonly [Kind in Alert['kind']]: {
		readonly text: (alert: Extract<Alert, {kind: Kind}>, texts: AlertTexts) => string;
		readonly json: (alert: Extract<Alert, {kind: Kind}>) => object;
	};
} = {
	stalled: {
		text: (_, {needsMe}) => needsMe.stalled,
		json: ({since}) => ({stalled_since: rfc3339(since)}),
	},
	late: {
		text: (_, {needsMe}) => needsMe.late,
		json: ({since, usualSec}) => ({late_since: rfc3339(since), usual_sec: usualSec}),
	},
	budget: {
		text: ({spent, budget}, {money}) => money.budgetExceeded(spent, budget, 'sign'),
		json: ({spent, budget}) => ({spent: Number(spent), budget: Number(budget)}),
	},
	'low-balance': {
		text: ({balance, limit}, {money}) => money.lowBalance(balance, limit, 'sign'),
		json: ({balance, limit}) => ({balance: Number(balance), limit: Number(limit)}),
	},
	'all-done': {
		text: ({counts: {succeeded, failed, canceled}}, {needsMe}) =>
			needsMe.done(succeeded + failed + canceled),
		json: ({counts: {succeeded, failed, canceled, totalCost}}) => ({
			succeeded,
			failed,
			canceled,
			total_cost: toJsonValue(totalCost, 'money'),
		}),
	},
};

export function alertText(alert: Alert, texts: AlertTexts): string {
	return alerts[alert.kind].text(alert as never, texts);
}

/** Returns the line about a problem; none if the request before failed in the same way, and there is a retry. */
function problemLines(
	{run, problem, before, retryInMs, at}: Extract<WatchEvent, {event: 'problem'}>,
	{events, problem: sentences}: Messages,
): readonly string[] {
	const sentenceOf = run === null ? sentences.ofList : sentences.sentence;
	const sentence = sentenceOf(problem);
	const gaveUp = run?.polling.gaveUp ?? null;

	if (before !== null && sentenceOf(before) === sentence && retryInMs !== null) {
		return [];
	}

	const next =
		retryInMs !== null
			? retryInMs < longRetryMs
				? events.retryIn(Math.max(1, Math.round(retryInMs / 1000)))
				: events.retryAt(dayAndTime(at + retryInMs, at))
			: gaveUp !== null
				? events.gaveUp[gaveUp]
				: null;
	return [`${events.problem}${events.colon}${sentence}${next === null ? '' : events.next(next)}`];
}

/** Describes a run in one line: state, progress and queue position; after its end, state, duration and cost. */
function runText(run: Run, messages: Messages): string {
	const {execution, title} = run;
	const {events, run: words, states, numbers} = messages;
	const {queuePosition = null, estimatedWaitSec = null, progressPercent = null} = execution ?? {};
	const {completedNodeCount: completed = null, totalRunnableNodes: total = null} = execution ?? {};
	const over = execution !== null && isFinalPhase(execution.phase);
	const elapsed = over ? elapsedMs(execution, 0) : null;
	const cost = over ? executionCost(execution) : null;
	const isLate = lateSince(run) !== null;
	const usual = isLate ? usualSecIfOverdue(run) : null;
	const fields = [
		runWord(run, messages),
		stalledSince(run) === null ? null : states.stalled,
		isLate ? states.late : null,
		usual === null ? null : words.usually(numbers.wholeSeconds(usual * 1000)),
		queuePosition === null ? null : events.place(queuePosition),
		estimatedWaitSec === null ? null : events.about(Math.round(estimatedWaitSec)),
		progressPercent === null || over ? null : numbers.percent(Math.floor(progressPercent)),
		completed === null || total === null ? null : events.nodes(completed, total),
		elapsed === null ? null : numbers.shortTime(elapsed),
		cost === null ? null : events.cost(cost),
		title?.safe ?? null,
	];
	return fields.filter(field => field !== null).join(' ');
}

function entryText(entry: LogEntry): string {
	const {level, nodeId} = entry;
	const fields = [
		level?.safe.toUpperCase() ?? '',
		nodeName(nodeId?.safe ?? ''),
		messageText(entry),
	];
	return fields.filter(field => field !== '').join(' ');
}

function errorText({reason, detail, engineCode, statusCode}: RunError): string {
	const code = engineCode?.safe ?? (statusCode === null ? null : String(statusCode));
	const texts = [code, reason?.safe ?? null, detail?.safe ?? null];
	return [...new Set(texts.filter(text => text !== null && text !== ''))].join(' · ');
}

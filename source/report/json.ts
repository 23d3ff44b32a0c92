import {errorFields} from '../core/run-error.ts';
import {chargedAmount} from '../core/run-order.ts';
import {escapeInvisible} from '../core/text/escape-invisible.ts';
import {rfc3339} from '../core/time/rfc3339.ts';
import {logFields} from '../features/log/exported-text.ts';
import {moneyEn} from '../features/money/messages.ts';
import {needsMeEn} from '../features/needs-me/messages.ts';
import {downloadEn} from '../features/outputs/messages.ts';
import {problemEn} from '../i18n/problem.ts';
import {alertText} from './alert-text.ts';
import {costNumber, eventFields, toJsonValue} from './event-fields.ts';
import type {Alert, EventTable, ReportEvent} from './event.ts';

/** The version of the events. Fields and events are only added within a version, so a reader can rely on the others. */
export const eventsVersion = 1;

/** One line, without a newline. Escapes control characters, direction marks, zero-width characters and line separators. */
export function writeJson(event: ReportEvent): string {
	return escapeInvisible(JSON.stringify(fieldsOf(event)));
}

function fieldsOf(event: ReportEvent): object {
	return {
		event: event.event,
		at: rfc3339(event.at),
		...('run' in event ? {run_order_id: event.run?.id ?? null} : {}),
		...fields[event.event](event as never),
	};
}

const fields: EventTable<object> = {
	start: ({version, runOrderIds}) => ({
		schema: eventsVersion,
		version,
		run_order_ids: runOrderIds,
	}),
	run: ({run}) => eventFields(run),
	order: ({order}) => ({
		inputs: Object.fromEntries(order.inputs.map(({key, value}) => [key.exact, value.exact])),
		revision_id: toJsonValue(order.revisionId, 'name'),
		quote_amount: toJsonValue(order.quoteAmount, 'money'),
		final_amount: toJsonValue(chargedAmount(order), 'money'),
	}),
	log: ({entry}) => logFields(entry),
	output: ({output: {key, kind, value}}) => ({key: key.exact, kind, value: value.exact}),
	'outputs-cut': ({reported, leftOut}) => ({reported, left_out: leftOut}),
	download: ({key, path, bytes}) => ({key: key.exact, path: path.exact, bytes}),
	// The reason is always in English, so that scripts can rely on it.
	'download-failed': ({key, why}) => ({key: key.exact, reason: downloadEn.why(why)}),
	error: ({error}) => errorFields(error),
	problem({problem, retryInMs}) {
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
	balance: ({balance: {prepaid, cards}}) => ({
		balance: costNumber(prepaid),
		card_balance: costNumber(cards),
	}),
	// The message is always in English, so that scripts can rely on it.
	alert: alert => ({
		kind: alert.kind,
		message: alertText(alert, {needsMe: needsMeEn, money: moneyEn}),
		...alertNumbers(alert),
	}),
	end({reason, exitCode, succeeded, failed, canceled, unfinished, totalCost}) {
		return {
			reason,
			exit_code: exitCode,
			succeeded,
			failed,
			canceled,
			unfinished,
			total_cost: toJsonValue(totalCost, 'money'),
		};
	},
};

function alertNumbers(alert: Alert) {
	switch (alert.kind) {
		case 'budget':
			return {spent: costNumber(alert.spent), budget: costNumber(alert.budget)};
		case 'low-balance':
			return {balance: costNumber(alert.balance), limit: costNumber(alert.limit)};
		case 'stalled':
			return {stalled_since: rfc3339(alert.since)};
		case 'late':
			return {late_since: rfc3339(alert.since), usual_sec: alert.usualSec};
		case 'all-done': {
			const {succeeded, failed, canceled, totalCost} = alert.counts;
			return {succeeded, failed, canceled, total_cost: toJsonValue(totalCost, 'money')};
		}
	}
}

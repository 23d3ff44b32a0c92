import {readLogs} from '../../api/wire/logs.ts';
import {readOutputs} from '../../api/wire/outputs.ts';
import {isRecord, parseTime, type JsonObject} from '../../api/wire/readers.ts';
import {
	responseShapes,
	type ObjectShape,
	type ResponseName,
} from '../../api/wire/response-shapes.ts';
import {phaseOf} from '../../api/wire/responses.ts';
import {expiryOf} from '../../core/output/output-address.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dataIn, type EndpointAnswer, type EndpointAnswers} from './ask-service.ts';
import {compareShape, isDifferent, noRow, type FieldComparison} from './compare-shape.ts';

export type ApiComparison = ReturnType<typeof compareAnswers>;

export const logStates = ['whole', 'tail', 'newest-first', 'unknown'] as const;

/** Headers that speak of limits, and their values, such as `100`, `limit=100, remaining=3` or a date. Others could name a client. */
const ofLimits =
	/^(?:x-)?(?:retry-after|rate-?limit|qps|quota|throttl)(?!.*(?:key|user|client|account|id$))/;
const limitValue =
	/^(?:(?:"…"|(?:[a-z]+=)?\d{1,13}(?:\.\d+)?(?:\/[a-z]+)?)(?:[,;]\s*|$))+$|^[a-z]{3}, [\w :]+ GMT$/i;

/** Compares the responses with what this program reads. The names are those of `doctor --api --json`. */
export function compareAnswers({run, answers, laterLog}: EndpointAnswers, now: Instant) {
	const execution = answers.find(({endpoint}) => endpoint === 'execution');
	const fields = answers.flatMap(compareAnswer);
	const isQueued = answers.some(
		answer =>
			answer.endpoint === 'info' && phaseOf(String(dataIn(answer)['run_status'])) === 'queued',
	);
	return {
		/** Whether all that the program reads is there, in a type that it reads. */
		ok: answers.every(answer => isUsual(answer, isQueued)) && !fields.some(isDifferent),
		/** Null if there is none, or it is not known. */
		run,
		endpoints: answers.map(describeAnswer),
		fields,
		/** What a response has of the log; null without entries. */
		log: execution === undefined ? null : logState(dataIn(execution), laterLog),
		/** The time after which the first link of an output ends, in seconds; null if no link says so. */
		link_sec: linkSeconds(answers, now),
	};
}

/** Returns the shape of a whole response. */
export function bodyShape(endpoint: ResponseName): ObjectShape {
	const {data} = responseShapes[endpoint];
	const code = {kind: 'value', type: 'number'} as const;
	const msg = {kind: 'open', mayBe: 'missing'} as const;
	return {kind: 'object', fields: {code, msg, data}};
}

function compareAnswer({endpoint, response, failure}: EndpointAnswer) {
	const body = response?.json;
	const data = isRecord(body) ? body['data'] : null;
	const one = {...noRow, field: 'body', found: ['text'], count: 1, of: 1};
	const encoding: FieldComparison = {...one, state: 'other-type', expected: 'UTF-8'};
	// A failure has no data. But a service may have another `code` for a success.
	const hasData = isRecord(data) && (data['error'] ?? null) === null;
	const isComparable =
		isRecord(body) && (failure === null || failure.problem.kind === 'malformed' || hasData);
	const all = [
		...(response?.isUtf8 === false ? [encoding] : []),
		...(isComparable ? compareShape(bodyShape(endpoint), [body]) : []),
	];
	return all.map(({field, ...compared}) => ({
		endpoint,
		field: field.replace(/^data\./, ''),
		...compared,
	}));
}

/**
 * Returns whether an endpoint responds as the API documents it. Not every key may ask for the balance, and the engine may
 * not know a queued run yet.
 */
function isUsual({endpoint, failure}: EndpointAnswer, isQueued: boolean): boolean {
	const kind = failure?.problem.kind ?? null;
	const mayMiss = endpoint === 'balance' || (endpoint === 'execution' && isQueued);
	const isForbidden = endpoint === 'balance' && kind === 'forbidden';
	return kind === null || isForbidden || (mayMiss && kind === 'not-found');
}

function describeAnswer({endpoint, response, failure, ms}: EndpointAnswer) {
	const {headers = new Map<string, string>(), status = null, bytes = 0} = response ?? {};
	// The name of a policy may be that of a client.
	const safe = [...headers].map(
		([name, value]) => [name, value.replaceAll(/"[^"]*"/g, '"…"')] as const,
	);
	const limits = safe.filter(([name, value]) => ofLimits.test(name) && limitValue.test(value));
	return {
		endpoint,
		path: responseShapes[endpoint].path,
		http_status: status,
		bytes,
		ms,
		/** The kind of the failure, as in the event `problem`; null if the response has `data`. */
		problem: failure?.problem.kind ?? null,
		limits: Object.fromEntries(limits),
	};
}

/** Returns whether the log is whole, as far as a later response and the start of the run show. */
function logState(
	{logs, started_at: startedAt}: JsonObject,
	laterLog: unknown,
): (typeof logStates)[number] | null {
	const entries = readLogs(logs);
	const [first] = entries;

	if (first === undefined) {
		return null;
	}

	if ((first.at ?? 0) > (entries.at(-1)?.at ?? Infinity)) {
		return 'newest-first';
	}

	// Entries that the earlier log has are the same objects.
	if (laterLog !== null && readLogs(laterLog, entries)[0] !== first) {
		return 'tail';
	}

	const isStart =
		first.eventType?.exact === 'execution_start' ||
		(first.at ?? Infinity) <= (parseTime(startedAt) ?? 0) + 1000;
	return isStart ? 'whole' : 'unknown';
}

function linkSeconds(answers: readonly EndpointAnswer[], now: Instant): number | null {
	const ends = answers
		.flatMap(answer => readOutputs(dataIn(answer)['outputs']).outputs)
		.flatMap(({address}) => (address === null ? [] : (expiryOf(address) ?? [])));
	return ends.length === 0 ? null : Math.round((Math.min(...ends) - now) / 1000);
}

import {parseHttpDate} from '../../api/get.ts';
import {readOutputs} from '../../api/wire/outputs.ts';
import {
	compactJson,
	isRecord,
	parseTime,
	readNumber,
	readScalar,
	type JsonObject,
} from '../../api/wire/readers.ts';
import {
	responseShapes,
	type ObjectShape,
	type ResponseName,
} from '../../api/wire/response-shapes.ts';
import {expiryOf} from '../../core/output/output-address.ts';
import type {ProblemKind} from '../../core/problem.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dataIn, type EndpointAnswer, type EndpointAnswers} from './ask-endpoints.ts';
import {
	compareShape,
	isDifferent,
	isIdentifier,
	isLike,
	textMark,
	type FieldComparison,
} from './compare-shape.ts';

export type ApiComparison = ReturnType<typeof compareAnswers>;

export const logStates = ['whole', 'tail', 'newest-first', 'unknown'] as const;

/** The headers that speak of limits. */
const ofLimits = /^(?:retry-after|(?:x-)?rate-?limit.*)$/;
/** The value of such a header, such as `100`, `limit=100, remaining=3` or a date: without the name of a client. */
const limitValue = /^(?:(?:[a-z]+=)?\d+(?:[,;]\s*|$))+$|^[a-z]{3}, [\w :]+ GMT$/i;

/** Compares the responses with what this program reads. The names are those of `doctor --api --json`. */
export function compareAnswers({run, answers, laterLog}: EndpointAnswers, now: Instant) {
	const execution = answers.find(({endpoint}) => endpoint === 'execution');
	const data = execution === undefined ? {} : dataIn(execution);
	const entries = Array.isArray(data['logs']) ? data['logs'].filter(isRecord) : [];
	const hasFractions = isFraction(data, entries);
	const fields = answers.flatMap(answer =>
		compareAnswer(answer).map(field => ({
			endpoint: answer.endpoint,
			...field,
			...(hasFractions &&
				field.expected === 'percent' &&
				field.state === 'ok' && {state: 'other-type' as const, found: ['fraction']}),
		})),
	);
	const endpoints = answers.map(describeAnswer);
	return {
		/** Whether all that the program reads is there, in a type that it reads. */
		ok:
			endpoints.every(({endpoint, problem}) => problem === null || isUsual(endpoint, problem)) &&
			!fields.some(isDifferent),
		/** Null if there is none, or it is not known. */
		run,
		endpoints,
		fields,
		/** What a response has of the log; null without entries. */
		log: entries.length === 0 ? null : logState(data, entries, laterLog),
		/** The time after which the first link of an output ends, in seconds; null if no link says so. */
		link_sec: linkSeconds(answers, now),
	};
}

/** Returns the shape of a response: that of `data` in its envelope, or of `data` alone if there is no envelope. */
export function shapeOfBody(endpoint: ResponseName, json: unknown): ObjectShape {
	const {data} = responseShapes[endpoint];
	const code = {kind: 'value', type: 'number'} as const;
	const msg = {kind: 'value', type: 'prose', mayBe: 'missing'} as const;
	return isLike(json, data) ? data : {kind: 'object', fields: {code, msg, data}};
}

function compareAnswer({endpoint, response, failure}: EndpointAnswer): readonly FieldComparison[] {
	const json = response?.json;
	const body = Array.isArray(json) ? {data: json} : json;
	const data = isRecord(body) ? body['data'] : undefined;
	// A failure has no data. But the service could have another envelope, with the same data in it.
	const isThere =
		failure === null || failure.kind === 'malformed' || isLike(data, responseShapes[endpoint].data);

	if (!isThere || !isRecord(body)) {
		return [];
	}

	const {items} = responseShapes.list.data.fields;
	const isBareList = endpoint === 'list' && Array.isArray(data) && items !== undefined;
	return [
		...compareShape(shapeOfBody(endpoint, body), [body]),
		...(isBareList ? compareShape(items, [data], 'data') : []),
	].map(field => ({...field, field: field.field.replace(/^data\./, '')}));
}

/** Returns whether the API documents a failure: not every key may ask for the balance. */
function isUsual(endpoint: ResponseName, problem: ProblemKind): boolean {
	return endpoint === 'balance' && (problem === 'forbidden' || problem === 'not-found');
}

function describeAnswer({endpoint, response, failure, ms}: EndpointAnswer) {
	const {headers = new Map<string, string>(), status = null, bytes = 0, json} = response ?? {};
	const code = isRecord(json) ? (readScalar(json['code']) ?? '') : '';
	const [, type = null] = /^([\w.+/-]{1,60})(?:;|$)/.exec(headers.get('content-type') ?? '') ?? [];
	const limits = [...headers].filter(([name]) => ofLimits.test(name));
	return {
		endpoint,
		path: responseShapes[endpoint].path,
		http_status: status,
		content_type: type,
		code: isIdentifier(code) || /^-?\d{1,6}$/.test(code) ? code : null,
		bytes,
		ms,
		/** The kind of the failure, as in the event `problem`; null if the response has `data`. */
		problem: failure?.kind ?? null,
		limits: Object.fromEntries(
			limits.map(([name, value]) => [name, limitValue.test(value) ? value : textMark(value)]),
		),
	};
}

/** Returns whether the log is whole, as far as two responses and the start of the run show. */
function logState(
	{started_at: start}: JsonObject,
	entries: readonly JsonObject[],
	laterLog: unknown,
): (typeof logStates)[number] {
	const [first, last] = [entries[0], entries.at(-1)];
	const [later] = Array.isArray(laterLog) ? (laterLog as readonly unknown[]) : [first];
	const [from = 0, to = 0, started = 0] = [first?.['at'], last?.['at'], start].map(
		time => parseTime(time) ?? undefined,
	);

	if (compactJson(later) !== compactJson(first)) {
		return from > to ? 'newest-first' : 'tail';
	}

	return from > to
		? 'newest-first'
		: first?.['event_type'] === 'execution_start' || (from > 0 && from <= started + 1000)
			? 'whole'
			: 'unknown';
}

/** Returns whether the progress seems to go from 0 to 1 instead of 100. */
function isFraction({progress_percent: own, status}: JsonObject, entries: readonly JsonObject[]) {
	const all = [own, ...entries.map(entry => entry['progress_percent'])];
	const values = all.map(value => readNumber(value) ?? 0).filter(value => value > 0);
	return (
		values.length > 0 &&
		values.every(value => value <= 1) &&
		(status === 'succeeded' || values.some(value => value < 1))
	);
}

function linkSeconds(answers: readonly EndpointAnswer[], now: Instant): number | null {
	const rests = answers.flatMap(answer => {
		const date = parseHttpDate(answer.response?.headers.get('date') ?? '') ?? now;
		return readOutputs(dataIn(answer)['outputs']).outputs.flatMap(({address}) => {
			const end = address === null ? null : expiryOf(address);
			return end === null ? [] : Math.round((end - date) / 1000);
		});
	});
	return rests.length === 0 ? null : Math.min(...rests);
}

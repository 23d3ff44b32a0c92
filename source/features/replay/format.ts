import * as v from 'valibot';
import {isRecord, readProse, readRunError} from '../../api/wire/readers.ts';
import {
	readExecution,
	readOrderInfo,
	readRunList,
	readWorkflowInfo,
} from '../../api/wire/responses.ts';
import type {ExecutionResponse} from '../../core/execution.ts';
import {parseMoney, type Money} from '../../core/money/money.ts';
import {errorFields, problemKinds, type Problem} from '../../core/problem.ts';
import {exitReasons, type RunOrderId} from '../../core/run.ts';
import {cleanName, cleanProse, foreignName} from '../../core/text/sanitize.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {Action, ActionWithoutTime} from '../../store/action.ts';

export const formatName = 'chenyu-top-recording';
export const formatVersion = 1;

/** A line of a recording; see docs/RECORDING.md. */
export type RecordingLine = Readonly<Record<string, unknown>>;

/** A recorded action. `at`: the time since the start of the recording. */
export type RecordedStep = {readonly at: Duration; readonly action: Action};

const data = v.custom<RecordingLine>(isRecord);
const ids = v.array(v.string());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const money = v.custom<Money>(value => typeof value === 'string' && parseMoney(value) === value);
/** The milliseconds to the next request; null if none is planned. */
const next = v.nullable(v.number());

const problem = v.object({
	kind: v.picklist(problemKinds),
	detail: v.pipe(v.string(), v.transform(cleanProse)),
	httpStatus: v.nullable(v.number()),
	serviceMessage: v.pipe(v.unknown(), v.transform(readProse)),
	engineError: v.pipe(v.unknown(), v.transform(readRunError)),
	retriable: v.boolean(),
	retryAfter: v.nullable(v.number()),
	proxy: v.nullable(v.pipe(v.string(), v.transform(cleanName))),
	/** Unix milliseconds, as everywhere but in the other fields of a line. */
	at: v.number(),
});

export function writeProblem({serviceMessage, engineError, ...others}: Problem): RecordingLine {
	return {
		...others,
		serviceMessage: serviceMessage?.exact ?? null,
		engineError: engineError && errorFields(engineError),
	};
}

const poll = {execution: v.string(), at: v.number(), next};

const pollSchema = v.union([
	v.object({
		...poll,
		failure: problem,
		gave_up: v.nullable(v.picklist(['unknown-run', 'forbidden', 'denied', 'unreachable'])),
	}),
	/** The response is the same as the previous one of the run. */
	v.object({...poll, same: v.literal(true)}),
	/** `kept`: which entries of the previous log come before the entries of `answer`: the first one, and how many. */
	v.object({...poll, answer: data, kept: v.optional(v.tuple([count, count]), [0, 0])}),
]);

/** Returns a function that reads a line as an action. It throws a `ValiError` if the line does not fit the schema. */
function kind<Schema extends v.GenericSchema>(
	schema: Schema,
	actionOf: (line: v.InferOutput<Schema>, at: Instant, started: Instant) => ActionWithoutTime,
) {
	return (line: RecordingLine, at: Instant, started: Instant): Action => ({
		...actionOf(v.parse(schema, line), at, started),
		at,
	});
}

/** Reads the lines that are no polls, by the field that only lines of this kind have. */
const kinds = new Map(
	Object.entries({
		watch: kind(v.object({watch: ids}), ({watch}) => ({
			type: 'runsAdded',
			ids: watch.map(id => foreignName(id)),
		})),
		drop: kind(v.object({drop: ids}), ({drop}) => ({type: 'runsRemoved', ids: drop})),
		denied: kind(v.object({denied: problem}), line => ({type: 'denied', problem: line.denied})),
		workflow: kind(v.object({workflow: v.string(), answer: data}), ({workflow, answer}) => ({
			type: 'workflowLoaded',
			workflowId: workflow,
			workflow: readWorkflowInfo(answer),
		})),
		info: kind(v.object({info: v.string(), answer: data}), ({info: id, answer}) => ({
			type: 'orderLoaded',
			id,
			info: readOrderInfo(answer),
		})),
		balance: kind(v.object({balance: v.object({prepaid: money, cards: money})}), ({balance}) => ({
			type: 'balanceLoaded',
			balance,
		})),
		found: kind(v.object({found: v.array(data)}), ({found}) => ({
			type: 'runsFound',
			orders: readRunList({items: found}).orders,
		})),
		list: kind(
			v.union([
				v.object({list: v.literal('read'), since: v.number()}),
				v.object({list: v.literal('failed'), failure: problem, next}),
			]),
			(line, at, started) =>
				'since' in line
					? {type: 'listLoaded', since: started + line.since, left: 0}
					: {
							type: 'listFailed',
							problem: line.failure,
							nextAt: line.next === null ? null : at + line.next,
						},
		),
		end: kind(
			v.object({
				end: v.object({reason: v.picklist(exitReasons), exit_code: v.pipe(count, v.maxValue(255))}),
			}),
			({end: {reason, exit_code: exitCode}}) => ({type: 'watchEnded', result: {reason, exitCode}}),
		),
	}),
);

/**
 * Returns a function that reads the lines of a recording after its header, in their order. It returns null for a line of
 * an unknown kind, and throws a `ValiError` or an `ApiError` for a damaged line.
 */
export function createLineReader(started: Instant): (line: unknown) => RecordedStep | null {
	const responses = new Map<RunOrderId, ExecutionResponse>();
	/** A time since the start that `Date` supports. */
	const step = v.looseObject({
		at: v.pipe(
			v.number(),
			v.check(at => Math.abs(started + at) <= 8.64e15),
		),
		polls: v.optional(v.array(pollSchema)),
	});

	function readPoll(read: v.InferOutput<typeof pollSchema>) {
		const {execution: id} = read;
		const at = started + read.at;
		const base = {id, at, nextPollAt: read.next === null ? null : at + read.next};

		if ('failure' in read) {
			return {...base, kind: 'failure' as const, problem: read.failure, gaveUp: read.gave_up};
		}

		const last = responses.get(id);

		if ('answer' in read) {
			const [first, length] = read.kept;
			const {execution, logs} = readExecution(read.answer);
			const before = last?.logs.slice(first, first + length) ?? [];
			responses.set(id, {execution, logs: [...before, ...logs]});
		}

		// Without one, the line of the previous response is damaged.
		const response = responses.get(id);
		return response === undefined ? [] : {...base, kind: 'response' as const, response};
	}

	return json => {
		const line = v.parse(step, json);
		const {at, polls} = line;
		const now = started + at;

		if (polls !== undefined) {
			const outcomes = polls.flatMap(readPoll);
			return {at, action: {type: 'polled', at: now, outcomes}};
		}

		const name = Object.keys(line).find(key => kinds.has(key)) ?? '';
		const action = kinds.get(name)?.(line, now, started);
		return action === undefined ? null : {at, action};
	};
}

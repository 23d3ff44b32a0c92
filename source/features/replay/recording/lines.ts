import * as v from 'valibot';
import {readExecution} from '../../../api/wire/execution.ts';
import {isRecord, readName} from '../../../api/wire/readers.ts';
import {readOrderInfo, readRunList} from '../../../api/wire/run-orders.ts';
import {readWorkflowInfo} from '../../../api/wire/workflow-info.ts';
import type {ExecutionResponse} from '../../../core/execution.ts';
import {exitReasons} from '../../../core/exit-result.ts';
import {parseMoney, type Money} from '../../../core/money/money.ts';
import type {GaveUp, RunOrderId} from '../../../core/run.ts';
import {foreignName} from '../../../core/text/sanitize.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {Action, PollOutcome} from '../../../store/action.ts';
import {problemSchema, readProblem} from './problem-record.ts';

export type Data = Readonly<Record<string, unknown>>;

const reasonsToGiveUp = [
	'unknown-run',
	'forbidden',
	'denied',
	'unreachable',
] satisfies readonly GaveUp[];

export const data = v.custom<Data>(isRecord);
const items = v.array(data);
const ids = v.array(v.string());
/** A time in milliseconds since the start of the recording. */
const time = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const money = v.custom<Money>(value => typeof value === 'string' && parseMoney(value) === value);
/** The milliseconds to the next request; null if none is planned. */
const next = v.nullish(time, null);

/** Returns what makes an action of a line. It throws a `ValiError` if the line does not fit the schema. */
function kind<Schema extends v.GenericSchema>(
	schema: Schema,
	actionOf: (line: v.InferOutput<Schema>, at: Instant, started: Instant) => Action,
) {
	return (line: Data, at: Instant, started: Instant) =>
		actionOf(v.parse(schema, line), at, started);
}

/** What makes actions of the lines that are no polls, by the field that tells their kind; see docs/RECORDING.md. */
const kinds = new Map(
	Object.entries({
		watch: kind(v.object({watch: ids}), ({watch}, at) => ({
			type: 'runsAdded',
			at,
			ids: watch.map(id => foreignName(id)),
		})),
		drop: kind(v.object({drop: ids}), ({drop}, at) => ({type: 'runsRemoved', at, ids: drop})),
		denied: kind(v.object({denied: problemSchema}), ({denied}, at) => ({
			type: 'denied',
			at,
			problem: readProblem(denied, at),
		})),
		workflow: kind(
			v.object({workflow: v.string(), answer: v.optional(data)}),
			({workflow: workflowId, answer}, at) =>
				answer === undefined
					? {type: 'workflowFailed', at, workflowId}
					: {type: 'workflowLoaded', at, workflowId, workflow: readWorkflowInfo(answer)},
		),
		info: kind(
			v.union([
				v.object({info: v.string(), answer: data}),
				v.object({info: v.string(), failure: problemSchema}),
			]),
			(line, at) =>
				'answer' in line
					? {type: 'orderLoaded', at, id: line.info, info: readOrderInfo(line.answer)}
					: {type: 'orderFailed', at, id: line.info, problem: readProblem(line.failure, at)},
		),
		balance: kind(
			v.object({balance: v.object({prepaid: money, cards: money})}),
			({balance}, at) => ({type: 'balanceLoaded', at, balance}),
		),
		found: kind(v.object({found: items}), ({found}, at) => ({
			type: 'runsFound',
			at,
			orders: readRunList({items: found}).orders,
		})),
		list: kind(
			v.union([
				v.object({list: v.literal('read'), since: time}),
				v.object({list: v.literal('failed'), failure: problemSchema, next}),
			]),
			(line, at, started) =>
				'since' in line
					? {type: 'listLoaded', at, since: started + line.since, left: 0}
					: {
							type: 'listFailed',
							at,
							problem: readProblem(line.failure, at),
							nextAt: line.next === null ? null : at + line.next,
						},
		),
		end: kind(
			v.object({
				end: v.object({reason: v.picklist(exitReasons), exit_code: v.pipe(count, v.maxValue(255))}),
			}),
			({end: {reason, exit_code: exitCode}}, at) => ({
				type: 'watchEnded',
				at,
				result: {reason, exitCode},
			}),
		),
	}),
);

const poll = {
	execution: v.string(),
	next,
	/** Set if the next line belongs to the same poll. A poll of several runs has one line for each run. */
	more: v.optional(v.literal(true)),
};

/**
 * The log entries that the run's previous response had too, which are not recorded again: `count` of them, the first one
 * with the index `first` in the previous log. `at`: the time of the line with that response.
 */
const kept = v.object({at: time, first: count, count});
export type KeptEntries = v.InferOutput<typeof kept>;

const pollSchema = v.union([
	v.object({
		...poll,
		failure: problemSchema,
		gave_up: v.nullish(v.picklist(reasonsToGiveUp), null),
	}),
	/** The response is equal to the run's previous one. `same` is the `at` of the line that contains it. */
	v.object({...poll, same: time}),
	v.object({
		...poll,
		answer: v.pipe(
			data,
			v.check(({status}) => readName(status) !== null),
		),
		kept: v.optional(kept),
	}),
]);

/** A response of a run, and the time of its line. */
type Known = {readonly at: Duration; readonly response: ExecutionResponse};

/**
 * Reads a line that is no poll. Returns null for a line of a kind that this version does not know. Throws a `ValiError`
 * if it is damaged.
 */
export function readAction(line: Data, at: Duration, started: Instant): Action | null {
	const name = Object.keys(line).find(key => kinds.has(key)) ?? '';
	return kinds.get(name)?.(line, started + at, started) ?? null;
}

/**
 * Reads a poll. `known` has the newest response of each run, which this one may continue. `outcome` is null if the line
 * with that response is missing. Throws a `ValiError` if the line is damaged.
 */
export function readPoll(
	line: Data,
	at: Duration,
	started: Instant,
	known: Map<RunOrderId, Known>,
) {
	const read = v.parse(pollSchema, line);
	const {execution: id, next: wait, more = false} = read;
	const now = started + at;
	const base = {id, at: now, nextPollAt: wait === null ? null : now + wait};
	const asRead = (outcome: PollOutcome | null, lacksEntries = false) => ({
		id,
		more,
		outcome,
		lacksEntries,
	});

	if ('failure' in read) {
		const {failure, gave_up: gaveUp} = read;
		return asRead({...base, kind: 'failure', problem: readProblem(failure, now), gaveUp});
	}

	const last = known.get(id);

	if ('same' in read) {
		const isKnown = last?.at === read.same;
		return asRead(isKnown ? {...base, kind: 'response', response: last.response} : null);
	}

	const {at: since, first, count: length} = read.kept ?? {at, first: 0, count: 0};
	const {execution, logs} = readExecution(read.answer);
	const before = last?.at === since ? last.response.logs.slice(first, first + length) : [];
	const response = {execution, logs: [...before, ...logs]};
	known.set(id, {at, response});
	return asRead({...base, kind: 'response', response}, before.length < length);
}

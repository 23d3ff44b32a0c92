import * as v from 'valibot';
import {isRecord, readName} from '../../../api/wire/readers.ts';
import {exitReasons} from '../../../core/exit-result.ts';
import {parseMoney, type Money} from '../../../core/money/money.ts';
import type {GaveUp} from '../../../core/run.ts';
import {problemSchema} from './problem-record.ts';

export const formatName = 'chenyu-top-recording';

/** New kinds of lines and new fields need no new version: older programs ignore those that they do not know. */
export const formatVersion = 1;

/** The first line of a recording. */
export type Header = {
	readonly format: typeof formatName;
	readonly version: number;
	/** The version of the program that wrote the recording. */
	readonly program: string;
	/** The start of the recording in RFC 3339. The times `at` of all lines are relative to this time. */
	readonly started: string;
	/** Set if the program ran with `--once`. */
	readonly once?: true;
};

export type Data = Readonly<Record<string, unknown>>;

const reasonsToGiveUp = [
	'unknown-run',
	'forbidden',
	'denied',
	'unreachable',
] satisfies readonly GaveUp[];

const data = v.custom<Data>(isRecord);
const items = v.pipe(v.array(data), v.readonly());
const ids = v.pipe(v.array(v.string()), v.readonly());
/** A time in milliseconds since the start of the recording. */
const time = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const money = v.custom<Money>(value => typeof value === 'string' && parseMoney(value) === value);
/**
 * The time in milliseconds from this poll, or from this failed request for the list of runs, to the next one. Null if
 * none is planned.
 */
const next = v.nullish(time, null);

/**
 * The log entries that the previous response of the run contained too. They are not recorded again. `at`: the time of
 * the line with the previous response. `first`: the index of the first of these entries in the previous log. `count`:
 * the number of these entries.
 */
const kept = v.object({at: time, first: count, count});
export type KeptEntries = v.InferOutput<typeof kept>;

const poll = {
	execution: v.string(),
	next,
	/** Set if the next line belongs to the same poll. A poll of several runs has one line for each run. */
	more: v.optional(v.literal(true)),
};

const lines = [
	v.object({watch: ids}),
	v.object({drop: ids}),
	v.object({
		...poll,
		failure: problemSchema,
		gave_up: v.nullish(v.picklist(reasonsToGiveUp), null),
	}),
	/** The response is equal to an earlier one of the run. `same` is the `at` of the line that contains it. */
	v.object({...poll, same: time}),
	v.object({
		...poll,
		/** If `kept` is set, the log starts with those entries of the previous response, and `answer.logs` has only the rest. */
		answer: v.pipe(
			data,
			v.check(({status, logs}) => readName(status) !== null && !isTooLong(logs)),
		),
		kept: v.optional(kept),
	}),
	/** Without `answer`, the request for the workflow failed. */
	v.object({workflow: v.string(), answer: v.optional(data)}),
	v.object({info: v.string(), answer: data}),
	v.object({info: v.string(), failure: problemSchema}),
	v.object({balance: v.object({prepaid: money, cards: money})}),
	v.object({denied: problemSchema}),
	v.object({found: items}),
	v.object({titles: items}),
	v.object({list: v.literal('read'), since: time}),
	v.object({list: v.literal('failed'), failure: problemSchema, next}),
	v.object({
		end: v.object({reason: v.picklist(exitReasons), exit_code: v.pipe(count, v.maxValue(255))}),
	}),
] as const;

/** The name of the first field of each known kind of line, such as `watch`. It identifies the kind. */
const kinds = new Set(lines.flatMap(({entries}) => Object.keys(entries).slice(0, 1)));
/** Matches a line of a kind that this version of the program does not know. Such a line is ignored. */
const unknownLine = v.pipe(
	v.record(v.string(), v.unknown()),
	v.check(line => !Object.keys(line).some(key => kinds.has(key))),
	v.transform(() => ({})),
);

const schema = v.intersect([v.object({at: time}), v.union([...lines, unknownLine])]);

/** A line of a recording after the header; see `docs/RECORDING.md`. */
export type RecordingLine = v.InferOutput<typeof schema>;

/**
 * Maximum length of a line in bytes. A response has at most 64 MiB, so a longer line must be damaged. It may also be
 * too long for a JavaScript string.
 */
const maxLineBytes = 256 * 1024 * 1024;

/** Maximum number of log entries in a line. For more entries, `readLogs` throws an error. */
const maxEntries = 1_000_000;

function isTooLong(logs: unknown): boolean {
	return Array.isArray(logs) && logs.length > maxEntries;
}

/** Parses a line. Returns null if the line is incomplete or damaged. */
export function parseLine(bytes: Buffer): RecordingLine | null {
	const {success, output} = v.safeParse(schema, parseJson(bytes), {abortEarly: true});
	return success ? output : null;
}

/** Parses JSON. Returns null if it is invalid or longer than `maxLineBytes`. */
export function parseJson(bytes: Buffer): unknown {
	try {
		return bytes.length > maxLineBytes ? null : JSON.parse(bytes.toString());
	} catch (error) {
		if (error instanceof SyntaxError) {
			return null;
		}

		throw error;
	}
}

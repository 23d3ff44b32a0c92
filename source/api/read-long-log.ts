import {randomUUID} from 'node:crypto';
import {setImmediate} from 'node:timers/promises';
import type {ExecutionResponse} from '../core/execution.ts';
import {digestOf} from './digest.ts';
import {checkedDataOf} from './failure.ts';
import {comma, JsonScan, openBracket, parseLimitError, yieldAfter} from './json-cost.ts';
import type {RawResponse} from './raw-response.ts';
import {readExecution} from './wire/execution.ts';
import {LogReader} from './wire/logs.ts';
import type {JsonObject} from './wire/readers.ts';

export type ParsedResponse = {
	readonly response: ExecutionResponse;
	/**
	 * The size and digest of the JSON of the log. If the next response starts with the same log, only its new entries
	 * are parsed. Null if the log is empty or `readLongLog` did not parse it.
	 */
	readonly log: {readonly bytes: number; readonly digest: string} | null;
};

type Options = {
	/**
	 * Whether to also return the JSON `data`. If so, known log entries are parsed again too, because their JSON was not
	 * kept.
	 */
	readonly withData?: boolean;
	readonly size?: number;
};

/** The default of `size`: a portion of the log ends after this many bytes. Parsing them takes about 2 ms. */
const defaultSize = 262_144;

/** The nesting depth inside the array `data.logs`: two objects and the array. */
const logDepth = 3;
const logStart = /"logs"\s*:\s*\[$/;
const maxKeyLength = 64;

/** Replaces the log entries while the JSON around them is parsed. It is random, so that no response can contain it. */
const placeholder = randomUUID();

/**
 * Parses an execution response in portions of its log, and yields to the event loop between them. If the log starts
 * with that of `previous`, parses only the new entries. Returns null if the log is missing or invalid; the caller
 * must then parse the whole response. Rejects with an `ApiError` if parsing would take too long.
 */
export async function readLongLog(
	raw: RawResponse,
	previous: ParsedResponse | null,
	{withData = false, size = defaultSize}: Options = {},
): Promise<(ParsedResponse & {readonly data: JsonObject | null}) | null> {
	const {bytes} = raw;
	const scan = new JsonScan(bytes);
	const isFound = await scan.find(
		byte =>
			byte === openBracket &&
			scan.depth === logDepth &&
			logStart.test(bytes.toString('latin1', Math.max(0, scan.at - maxKeyLength), scan.at)),
	);

	if (!isFound) {
		return null;
	}

	const start = scan.at;
	const before = previous?.response.logs ?? [];
	const log = withData ? null : (previous?.log ?? null);
	const isKnown =
		log !== null && log.digest === (await digestOf(bytes.subarray(start, start + log.bytes)));
	const logs = isKnown ? [...before] : [];
	const reader = new LogReader(before, logs.length);
	const items: unknown[] = [];
	const isAfterEntry = (byte: number): boolean =>
		scan.depth < logDepth || (byte === comma && scan.depth === logDepth);

	if (isKnown) {
		scan.at = start + log.bytes;

		// Only white space can stand between the known entries and the next comma or the end of the log.
		if (
			!(await scan.find(isAfterEntry)) ||
			!/^[ \t\n\r]*$/.test(raw.text(start + log.bytes, scan.at - 1))
		) {
			return null;
		}
	}

	while (scan.depth === logDepth) {
		const from = scan.at;
		const isComplete = await scan.find(
			byte => isAfterEntry(byte) && (scan.depth < logDepth || scan.at - from > size),
		);
		const elements = isComplete ? await parseElements(raw, from, scan.at - 1) : null;
		const isEmptyLog = scan.depth < logDepth && from === start;

		if (elements === null || (elements.length === 0 && !isEmptyLog)) {
			return null;
		}

		append(logs, reader.read(elements));

		if (withData) {
			append(items, elements);
		}

		await setImmediate();
	}

	const end = scan.at - 1;
	const rest: RawResponse = {
		...raw,
		bytes: Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]),
		text: () => `${raw.text(0, start)}"${placeholder}"${raw.text(end)}`,
	};
	const data = await checkedDataOf(rest);

	if (!isPlaceholder(data['logs'])) {
		return null;
	}

	await yieldAfter(start + bytes.length - end);
	const {execution} = readExecution({...data, logs: []});

	if (isKnown && logs.length === before.length) {
		return {response: {execution, logs: before}, log, data: null};
	}

	const digest = await digestOf(bytes.subarray(start, end));
	return {
		response: {execution, logs},
		log: logs.length === 0 ? null : {bytes: end - start, digest},
		data: withData ? {...data, logs: items} : null,
	};
}

async function parseElements(
	raw: RawResponse,
	from: number,
	to: number,
): Promise<readonly unknown[] | null> {
	const limitError = await parseLimitError(raw.bytes.subarray(from, to));

	if (limitError !== null) {
		throw limitError;
	}

	try {
		return JSON.parse(`[${raw.text(from, to)}]`) as readonly unknown[];
	} catch {
		// The caller then parses the whole response, which reports the error.
		return null;
	}
}

/** Adds the items one by one, because `push(...more)` with too many items would overflow the stack. */
function append<Item>(items: Item[], more: readonly Item[]): void {
	for (const item of more) {
		items.push(item);
	}
}

function isPlaceholder(logs: unknown): boolean {
	return Array.isArray(logs) && logs.length === 1 && logs[0] === placeholder;
}

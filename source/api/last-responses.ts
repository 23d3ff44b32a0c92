import type {RunOrderId} from '../core/run.ts';
import {isFinal, type ExecutionResponse} from '../core/execution.ts';
import {checkedDataOf} from './failure.ts';
import {yieldAfter} from './json-cost.ts';
import {readLongLog, type ParsedResponse} from './read-long-log.ts';
import {isSuccess, type RawResponse} from './raw-response.ts';
import {readExecution} from './wire/execution.ts';

export type OnResponse = (response: object, data: Readonly<Record<string, unknown>>) => void;

type CachedResponse = ParsedResponse & {readonly digest: string};

/**
 * The limit is for runs that are no longer watched. It exceeds any number of watched runs, since polling more runs in turn would
 * make the cache useless. A log entry costs one reference: the log store has the entry itself.
 */
const maxRuns = 16_384;

/** In bytes. Smaller responses are parsed as a whole. */
const minLongLog = 65_536;

/**
 * Caches the latest response of each run. An identical body, the most frequent case, is not parsed again, and of a long log that has
 * grown only the new part is parsed (`readLongLog`). Bodies are compared by digest, because storing them would take up to 64 MiB a run.
 */
export class LastResponses {
	/** The order is least recently used first. */
	readonly #cached = new Map<RunOrderId, CachedResponse>();
	readonly #report: OnResponse | undefined;

	constructor(report?: OnResponse) {
		this.#report = report;
	}

	/** Parses an execution response. Returns the previous object if nothing changed. Rejects like `checkedDataOf`. */
	async read(id: RunOrderId, raw: RawResponse): Promise<ExecutionResponse> {
		const last = this.#cached.get(id) ?? null;
		const isSame = last !== null && isSuccess(raw.status) && last.digest === raw.digest;
		const {response, log} = isSame ? last : await this.#read(raw, last);

		if (raw.digest !== null) {
			this.#store(id, {digest: raw.digest, response, log});
		}

		return response;
	}

	async #read(raw: RawResponse, last: ParsedResponse | null): Promise<ParsedResponse> {
		const withData = this.#report !== undefined;
		const isLong = isSuccess(raw.status) && raw.bytes().length > minLongLog;
		const {data, ...parsed} =
			(isLong ? await readLongLog(raw, last, {withData}) : null) ?? (await readWhole(raw, last));

		if (data !== null) {
			this.#report?.(parsed.response, data);
		}

		return parsed;
	}

	#store(id: RunOrderId, entry: CachedResponse): void {
		this.#cached.delete(id);

		// A final run is not polled again.
		if (isFinal(entry.response.execution.phase)) {
			return;
		}

		this.#cached.set(id, entry);

		if (this.#cached.size > maxRuns) {
			const [oldest] = this.#cached.keys();
			this.#cached.delete(oldest ?? id);
		}
	}
}

async function readWhole(
	raw: RawResponse,
	last: ParsedResponse | null,
): Promise<ParsedResponse & {readonly data: Readonly<Record<string, unknown>>}> {
	const data = await checkedDataOf(raw);
	await yieldAfter(raw.bytes().length);
	return {response: readExecution(data, last?.response.logs), log: null, data};
}

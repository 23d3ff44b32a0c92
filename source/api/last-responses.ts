import QuickLRU from 'quick-lru';
import {isFinalPhase, type ExecutionResponse} from '../core/execution.ts';
import type {RunOrderId} from '../core/run.ts';
import {digestOf} from './digest.ts';
import {checkedDataOf} from './failure.ts';
import {yieldAfter} from './json-cost.ts';
import {isSuccess, type RawResponse} from './raw-response.ts';
import {readLongLog, type ParsedResponse} from './read-long-log.ts';
import {readExecution} from './wire/execution.ts';
import type {JsonObject} from './wire/readers.ts';

export type OnResponse = (response: object, data: JsonObject) => void;

type CachedResponse = ParsedResponse & {readonly digest: string};

/**
 * The maximum number of cached runs. It must exceed the number of watched runs: since runs are polled in turn, a
 * smaller cache would drop each response before the next poll of the same run.
 */
const maxRuns = 8192;

/** Responses with more bytes are read by `readLongLog`, which parses only the new entries of a known log. */
const minLongLog = 1024;

/**
 * Caches the last response of each run. An unchanged body is not parsed again. If a log has grown, only its new
 * entries are parsed. Stores only the digests of bodies, to compare them, because a body can have 64 MiB.
 */
export class LastResponses {
	readonly #cached = new QuickLRU<RunOrderId, CachedResponse>({maxSize: maxRuns});
	readonly #report: OnResponse | undefined;

	constructor(report?: OnResponse) {
		this.#report = report;
	}

	/** Returns the same object as the last call for this run if the body has not changed. Rejects with an `ApiError`. */
	async read(id: RunOrderId, raw: RawResponse): Promise<ExecutionResponse> {
		const last = this.#cached.get(id) ?? null;
		const digest = await digestOf(raw.bytes);
		const isSame = last !== null && isSuccess(raw.status) && last.digest === digest;
		const {response, log} = isSame ? last : await this.#read(raw, last);

		// A run that has ended is not polled again, so its response is not cached.
		if (isFinalPhase(response.execution.phase)) {
			this.#cached.delete(id);
		} else {
			this.#cached.set(id, {digest, response, log});
		}

		return response;
	}

	async #read(raw: RawResponse, last: ParsedResponse | null): Promise<ParsedResponse> {
		const withData = this.#report !== undefined;
		const isLong = isSuccess(raw.status) && raw.bytes.length > minLongLog;
		const {data, ...parsed} =
			(isLong ? await readLongLog(raw, last, {withData}) : null) ?? (await readWhole(raw, last));

		if (data !== null) {
			this.#report?.(parsed.response, data);
		}

		return parsed;
	}
}

async function readWhole(
	raw: RawResponse,
	last: ParsedResponse | null,
): Promise<ParsedResponse & {readonly data: JsonObject}> {
	const data = await checkedDataOf(raw);
	await yieldAfter(raw.bytes.length);
	return {response: readExecution(data, last?.response.logs), log: null, data};
}

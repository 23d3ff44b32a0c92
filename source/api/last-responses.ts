import type {RunOrderId} from '../core/run.ts';
import {isFinal, type ExecutionResponse} from '../core/execution.ts';
import {checkedDataOf} from './failure.ts';
import {yieldAfter} from './json-cost.ts';
import {readInPieces, type ParsedResponse} from './read-in-pieces.ts';
import {isSuccess, type RawResponse} from './raw-response.ts';
import {readExecution} from './wire/execution.ts';

export type OnResponse = (response: object, data: Readonly<Record<string, unknown>>) => void;

type CachedResponse = ParsedResponse & {readonly digest: string};

/**
 * The limit is for runs that are no longer watched. It exceeds any number of watched runs, since polling more runs in turn would
 * make the cache useless. A log entry costs one reference: the log store has the entry itself.
 */
const maxRuns = 16_384;

/**
 * Caches the latest response of each run. An identical body, the most frequent case, is not parsed again, and of a log that has grown
 * only the new part is parsed (`readInPieces`). Bodies are compared by digest, since storing them would take up to 64 MiB a run.
 */
export class LastResponses {
	/** The order is least recently used first. */
	readonly #cached = new Map<RunOrderId, CachedResponse>();
	readonly #report: OnResponse | undefined;

	constructor(report?: OnResponse) {
		this.#report = report;
	}

	/** Parses an execution response; returns the previous object if nothing changed. Rejects like `dataOf` throws. */
	async read(id: RunOrderId, raw: RawResponse): Promise<ExecutionResponse> {
		const last = this.#cached.get(id) ?? null;

		if (last !== null && isSuccess(raw.status) && last.digest === raw.digest) {
			this.#store(id, last);
			return last.response;
		}

		const {response, pieces} = await this.#read(raw, last);

		if (raw.digest !== null) {
			this.#store(id, {digest: raw.digest, response, pieces});
		}

		return response;
	}

	async #read(raw: RawResponse, last: ParsedResponse | null): Promise<ParsedResponse> {
		const read = isSuccess(raw.status)
			? await readInPieces(raw, last, {withData: this.#report !== undefined})
			: null;

		if (read !== null) {
			if (read.data !== null) {
				this.#report?.(read.response, read.data);
			}

			return read;
		}

		const data = await checkedDataOf(raw);
		await yieldAfter(raw.bytes().length);
		const response = readExecution(data, last?.response.logs);
		this.#report?.(response, data);
		return {response, pieces: []};
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

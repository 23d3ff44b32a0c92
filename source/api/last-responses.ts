import type {RunOrderId} from '../core/run.ts';
import {isFinal, type ExecutionResponse} from '../core/execution.ts';
import {dataOfWhole} from './failure.ts';
import {yieldAfter} from './json-cost.ts';
import {readInPieces, type Kept} from './read-in-pieces.ts';
import {isSuccess, type RawResponse} from './reply.ts';
import {readExecution} from './wire/execution.ts';

/** Takes an answer and the `data` that it was made from. */
export type OnResponse = (response: object, data: Readonly<Record<string, unknown>>) => void;

type Told = Kept & {readonly digest: string};

/**
 * Runs whose newest answer is kept. What is kept of a long log costs one reference an entry, since the run's book has
 * the entries themselves; the bound is for those that are not watched any more. It is above any number of runs that is
 * watched: asked in turn, one more than are kept would find nothing.
 */
const maxRuns = 16_384;

/**
 * The newest answer of each run, so that one which comes again byte for byte is not parsed again: most polls of a run
 * say what the one before said. And of a longer answer only what is new is parsed (`readInPieces`).
 *
 * Bytes are told apart by their digest. To keep them would hold up to 64 MiB a run.
 */
export class LastResponses {
	/** The one that was asked for longest ago is first. */
	readonly #reported = new Map<RunOrderId, Told>();
	readonly #report: OnResponse | undefined;

	/** @param report Told of each answer that is not the identical one again. */
	constructor(report?: OnResponse) {
		this.#report = report;
	}

	/** What a reply says of the run: the identical answer when it says the same again. Rejects as `dataOf` throws, and then keeps what it had. */
	async read(id: RunOrderId, reply: RawResponse): Promise<ExecutionResponse> {
		const last = this.#reported.get(id) ?? null;

		if (last !== null && isSuccess(reply.status) && last.digest === reply.digest) {
			this.#keep(id, last);
			return last.response;
		}

		const {response, pieces} = await this.#read(reply, last);

		if (reply.digest !== null) {
			this.#keep(id, {digest: reply.digest, response, pieces});
		}

		return response;
	}

	async #read(reply: RawResponse, last: Kept | null): Promise<Kept> {
		const read = isSuccess(reply.status)
			? await readInPieces(reply, last, {withData: this.#report !== undefined})
			: null;

		if (read !== null) {
			if (read.data !== null) {
				this.#report?.(read.response, read.data);
			}

			return read;
		}

		const data = await dataOfWhole(reply);
		await yieldAfter(reply.bytes().length);
		const response = readExecution(data, last?.response.logs);
		this.#report?.(response, data);
		return {response, pieces: []};
	}

	#keep(id: RunOrderId, told: Told): void {
		this.#reported.delete(id);

		// Nobody asks again for a run that is over.
		if (isFinal(told.response.execution.phase)) {
			return;
		}

		this.#reported.set(id, told);

		if (this.#reported.size > maxRuns) {
			const [oldest] = this.#reported.keys();
			this.#reported.delete(oldest ?? id);
		}
	}
}

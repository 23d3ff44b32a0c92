import {isFinal, type ExecutionAnswer, type RunOrderId} from '../core/run.ts';
import {dataOfWhole} from './failure.ts';
import {yieldAfter} from './json-cost.ts';
import {readInPieces, type Kept} from './read-in-pieces.ts';
import {isSuccess, type Reply} from './reply.ts';
import {readExecution} from './wire/execution.ts';

/** Takes an answer and the `data` that it was made from. */
export type TellAnswer = (answer: object, data: Readonly<Record<string, unknown>>) => void;

type Told = Kept & {readonly digest: string};

/**
 * Runs whose newest answer is kept. What is kept of a long log costs one reference an entry, since the run's book has
 * the entries themselves; the bound is for those that are not watched any more. It is above any number of runs that is
 * watched: asked in turn, one more than are kept would find nothing.
 */
const mostRuns = 16_384;

/**
 * The newest answer of each run, so that one which comes again byte for byte is not parsed again: most polls of a run
 * say what the one before said. And of a longer answer only what is new is parsed (`readInPieces`).
 *
 * Bytes are told apart by their digest. To keep them would hold up to 64 MiB a run.
 */
export class LastAnswers {
	/** The one that was asked for longest ago is first. */
	readonly #told = new Map<RunOrderId, Told>();
	readonly #tell: TellAnswer | undefined;

	/** @param tell Told of each answer that is not the identical one again. */
	constructor(tell?: TellAnswer) {
		this.#tell = tell;
	}

	/** What a reply says of the run: the identical answer when it says the same again. Rejects as `dataOf` throws, and then keeps what it had. */
	async read(id: RunOrderId, reply: Reply): Promise<ExecutionAnswer> {
		const last = this.#told.get(id) ?? null;

		if (last !== null && isSuccess(reply.status) && last.digest === reply.digest) {
			this.#keep(id, last);
			return last.answer;
		}

		const {answer, pieces} = await this.#read(reply, last);

		if (reply.digest !== null) {
			this.#keep(id, {digest: reply.digest, answer, pieces});
		}

		return answer;
	}

	async #read(reply: Reply, last: Kept | null): Promise<Kept> {
		const read = isSuccess(reply.status)
			? await readInPieces(reply, last, {withData: this.#tell !== undefined})
			: null;

		if (read !== null) {
			if (read.data !== null) {
				this.#tell?.(read.answer, read.data);
			}

			return read;
		}

		const data = await dataOfWhole(reply);
		await yieldAfter(reply.bytes().length);
		const answer = readExecution(data, last?.answer.logs);
		this.#tell?.(answer, data);
		return {answer, pieces: []};
	}

	#keep(id: RunOrderId, told: Told): void {
		this.#told.delete(id);

		// Nobody asks again for a run that is over.
		if (isFinal(told.answer.execution.phase)) {
			return;
		}

		this.#told.set(id, told);

		if (this.#told.size > mostRuns) {
			const [oldest] = this.#told.keys();
			this.#told.delete(oldest ?? id);
		}
	}
}

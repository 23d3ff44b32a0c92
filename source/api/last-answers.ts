import {isFinal, type ExecutionAnswer, type RunOrderId} from '../domain/run.ts';
import {dataOf} from './failure.ts';
import {isSuccess, type Reply} from './reply.ts';
import {readExecution} from './wire/execution.ts';

/** Takes an answer and the `data` that it was made from. */
export type TellAnswer = (answer: object, data: Readonly<Record<string, unknown>>) => void;

type Kept = {readonly digest: string; readonly answer: ExecutionAnswer};

/**
 * Runs whose newest answer is kept. What is kept of a long log costs one reference an entry, since the run's book has
 * the entries themselves; the bound is for those that are not watched any more.
 */
const mostRuns = 1024;

/**
 * The newest answer of each run, so that one which comes again byte for byte is not parsed again: most polls of a run
 * say what the one before said. And of a longer answer only what is new is made into entries; `JSON.parse` still has to
 * go through all of it, as there is no cursor.
 *
 * Bodies are told apart by their digest. To compare the bytes would be faster, but would hold up to 64 MiB a run.
 */
export class LastAnswers {
	/** The one that was asked for longest ago is first. */
	readonly #kept = new Map<RunOrderId, Kept>();
	readonly #tell: TellAnswer | undefined;

	/** @param tell Told of each answer that is not the identical one again. */
	constructor(tell?: TellAnswer) {
		this.#tell = tell;
	}

	/** What a reply says of the run: the identical answer when it says the same again. Throws like `dataOf`, and then keeps what it had. */
	read(id: RunOrderId, reply: Reply): ExecutionAnswer {
		const last = this.#kept.get(id);

		if (last !== undefined && isSuccess(reply.status) && last.digest === reply.digest) {
			this.#keep(id, last);
			return last.answer;
		}

		const data = dataOf(reply);
		const answer = readExecution(data, last?.answer.logs);
		this.#tell?.(answer, data);

		if (reply.digest !== null) {
			this.#keep(id, {digest: reply.digest, answer});
		}

		return answer;
	}

	#keep(id: RunOrderId, kept: Kept): void {
		this.#kept.delete(id);

		// Nobody asks again for a run that is over.
		if (isFinal(kept.answer.execution.phase)) {
			return;
		}

		this.#kept.set(id, kept);

		if (this.#kept.size > mostRuns) {
			const [oldest] = this.#kept.keys();
			this.#kept.delete(oldest ?? id);
		}
	}
}

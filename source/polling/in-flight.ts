import {ApiError} from '../api/errors/api-error.ts';

/** How a question came out; `dropped` when it was aborted, whatever came back. */
export type RequestResult<T> =
	| {readonly kind: 'response'; readonly response: T}
	| {readonly kind: 'failure'; readonly error: ApiError}
	| {readonly kind: 'dropped'};

/**
 * The questions under way, at most one for each key. A question that was aborted keeps its place until it has really
 * ended, so that no two for the same key ever overlap.
 */
export class InFlight {
	readonly #requests = new Map<string, {controller: AbortController; ended: Promise<void>}>();
	readonly #onBug: (error: unknown) => void;

	/** @param onBug Gets what is no `ApiError`, and what `settled` of a question throws. */
	constructor(onBug: (error: unknown) => void) {
		this.#onBug = onBug;
	}

	get size(): number {
		return this.#requests.size;
	}

	has(key: string): boolean {
		return this.#requests.has(key);
	}

	/** Asks. `settled` is called when the question is no longer among those under way. */
	start<T>(
		key: string,
		ask: (signal: AbortSignal) => Promise<T>,
		settled: (result: RequestResult<T>) => void,
	): void {
		const controller = new AbortController();
		const ended = this.#settle(key, outcome(ask, controller.signal), settled);
		this.#requests.set(key, {controller, ended});
	}

	async #settle<T>(
		key: string,
		requested: Promise<RequestResult<T>>,
		settled: (result: RequestResult<T>) => void,
	): Promise<void> {
		try {
			const result = await requested;
			this.#requests.delete(key);
			settled(result);
		} catch (error) {
			this.#requests.delete(key);
			this.#onBug(error);
		}
	}

	abort(key: string): void {
		this.#requests.get(key)?.controller.abort();
	}

	abortAll(): void {
		for (const key of this.#requests.keys()) {
			this.abort(key);
		}
	}

	/** Resolves when all that are under way now have ended. */
	async ended(): Promise<void> {
		await Promise.all([...this.#requests.values()].map(request => request.ended));
	}
}

async function outcome<T>(
	ask: (signal: AbortSignal) => Promise<T>,
	signal: AbortSignal,
): Promise<RequestResult<T>> {
	try {
		const response = await ask(signal);
		return signal.aborted ? {kind: 'dropped'} : {kind: 'response', response};
	} catch (error) {
		// What an aborted question rejects with is its own abort, and nobody's failure.
		if (signal.aborted) {
			return {kind: 'dropped'};
		}

		if (error instanceof ApiError) {
			return {kind: 'failure', error};
		}

		throw error;
	}
}

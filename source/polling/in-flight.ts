import {ApiError} from '../api/errors.ts';

/** The result of a request. After an abort it is always `aborted`, even if the client returned a response. */
export type RequestResult<T> =
	| {readonly kind: 'response'; readonly response: T}
	| {readonly kind: 'failure'; readonly error: ApiError}
	| {readonly kind: 'aborted'};

/**
 * The requests that have not ended, by key. An aborted request stays here until it ends. So a caller that asks `has`
 * before `start` never has two requests with the same key at a time.
 */
export class InFlight {
	readonly #requests = new Map<string, {controller: AbortController; ended: Promise<void>}>();
	readonly #onBug: (error: unknown) => void;

	/** `onBug` receives every error that is not an `ApiError`, and every error that `onResult` throws. */
	constructor(onBug: (error: unknown) => void) {
		this.#onBug = onBug;
	}

	get size(): number {
		return this.#requests.size;
	}

	has(key: string): boolean {
		return this.#requests.has(key);
	}

	/** When `onResult` is called, `has(key)` is already false. */
	start<T>(
		key: string,
		send: (signal: AbortSignal) => Promise<T>,
		onResult: (result: RequestResult<T>) => void,
	): void {
		const controller = new AbortController();
		const ended = resultOf(send, controller.signal)
			.finally(() => this.#requests.delete(key))
			.then(onResult)
			.catch(this.#onBug);
		this.#requests.set(key, {controller, ended});
	}

	abort(key: string): void {
		this.#requests.get(key)?.controller.abort();
	}

	abortAll(): void {
		for (const {controller} of this.#requests.values()) {
			controller.abort();
		}
	}

	async ended(): Promise<void> {
		await Promise.all([...this.#requests.values()].map(request => request.ended));
	}
}

async function resultOf<T>(
	send: (signal: AbortSignal) => Promise<T>,
	signal: AbortSignal,
): Promise<RequestResult<T>> {
	try {
		const response = await send(signal);
		return signal.aborted ? {kind: 'aborted'} : {kind: 'response', response};
	} catch (error) {
		if (signal.aborted) {
			return {kind: 'aborted'};
		}

		if (error instanceof ApiError) {
			return {kind: 'failure', error};
		}

		throw error;
	}
}

import type {Dispatcher} from 'undici';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {BodyCollector, type Body} from './body-collector.ts';
import {deadlineError} from './deadline.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A complete response, or its status and headers with the error of its body. */
export type ReceivedResponse = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Body | null;
	readonly error: Error | null;
};

export type ReadResponseOptions = {
	readonly dispatcher: Dispatcher;
	/** The maximum size of the body after decompression. */
	readonly bytes: number;
	/** Milliseconds for the whole request. */
	readonly time: Duration;
	readonly clock: Clock;
	readonly signal: AbortSignal;
};

/**
 * Sends a request and reads the complete response. Rejects with the reason of an abort, a `TimeoutError`, or the error of
 * the dispatcher if there is no response or the request is forbidden.
 */
export async function readResponse(
	request: Dispatcher.DispatchOptions,
	options: ReadResponseOptions,
): Promise<ReceivedResponse> {
	options.signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const collector = new ResponseCollector(options, {resolve, reject});

		try {
			options.dispatcher.dispatch(request, collector);
		} catch (error) {
			collector.fail(error);
		}
	});
}

type PromiseCallbacks = {
	readonly resolve: (response: ReceivedResponse) => void;
	readonly reject: (error: unknown) => void;
};

/**
 * Collects a response from the dispatcher's events. The stream of undici's `request` would double the cost of a small
 * response.
 */
class ResponseCollector implements Dispatcher.DispatchHandler {
	readonly #signal: AbortSignal;
	readonly #callbacks: PromiseCallbacks;
	readonly #body: BodyCollector;
	readonly #cancelTimer: Cancel;
	#controller: Dispatcher.DispatchController | null = null;
	#aborted: {readonly reason: unknown} | null = null;
	#status = 0;
	#headers: Headers = {};

	constructor({bytes, time, clock, signal}: ReadResponseOptions, callbacks: PromiseCallbacks) {
		this.#signal = signal;
		this.#callbacks = callbacks;
		this.#body = new BodyCollector(bytes);
		this.#cancelTimer = clock.after(time, () => {
			this.#abortWith(deadlineError(time));
		});
		// `#release` removes the listener, because the signal may live as long as the program.
		signal.addEventListener('abort', this.#abort, {once: true});
	}

	onRequestStart(controller: Dispatcher.DispatchController): void {
		this.#controller = controller;

		// The request was aborted while it waited for a connection.
		if (this.#aborted !== null) {
			controller.abort(this.#aborted.reason as Error);
		}
	}

	onResponseStart(
		_controller: Dispatcher.DispatchController,
		status: number,
		headers: Headers,
	): void {
		this.#status = status;
		this.#headers = headers;
	}

	onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
		this.#body.add(chunk);
	}

	onResponseEnd(): void {
		this.#end(this.#body.end(), null);
	}

	onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
		if (this.#status < 200) {
			this.fail(error);
		} else {
			this.#end(null, error);
		}
	}

	fail(error: unknown): void {
		this.#release();
		this.#callbacks.reject(error);
	}

	#end(body: Body | null, error: Error | null): void {
		this.#release();
		this.#callbacks.resolve({status: this.#status, headers: this.#headers, body, error});
	}

	#release(): void {
		this.#cancelTimer();
		this.#signal.removeEventListener('abort', this.#abort);
	}

	/** Rejects first, because the abort itself would reject with a less specific error. */
	#abortWith(reason: unknown): void {
		this.#aborted = {reason};
		this.fail(reason);
		this.#controller?.abort(reason as Error);
	}

	readonly #abort = (): void => {
		this.#abortWith(this.#signal.reason);
	};
}

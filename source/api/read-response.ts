import type {Dispatcher} from 'undici';
import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import type {Body} from './body.ts';
import {BodyDraft} from './body-draft.ts';
import {timeIsOver} from './deadline.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A whole answer, or its head alone where what followed could not be taken, and why. */
export type Taken = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Body | null;
	readonly error: Error | null;
};

/** How an answer is taken. */
export type ReadResponseOptions = {
	readonly dispatcher: Dispatcher;
	/** The most bytes that the body may have, unpacked. */
	readonly bytes: number;
	/** How long all of it may take. The dispatcher's own limits never stop a service that sends a byte now and then. */
	readonly time: Duration;
	readonly clock: Clock;
	/** Calls the question off. */
	readonly signal: AbortSignal;
};

/**
 * Sends a question and takes the whole answer. Rejects with the signal's reason where it was called off, with a `TimeoutError` when the time
 * is over, and as the dispatcher says where there is no head of an answer, or the question may not be sent.
 */
export async function readResponse(
	request: Dispatcher.DispatchOptions,
	options: ReadResponseOptions,
): Promise<Taken> {
	options.signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const taker = new AnswerTaker(options, {resolve, reject});

		try {
			options.dispatcher.dispatch(request, taker);
		} catch (error) {
			taker.fail(error);
		}
	});
}

type Ends = {
	readonly resolve: (taken: Taken) => void;
	readonly reject: (error: unknown) => void;
};

/**
 * Takes an answer as the dispatcher tells of it. A stream, as undici's `request` makes of each body, costs as much as all that is done with
 * a small answer, and is of no use where the whole of it is wanted.
 */
class AnswerTaker implements Dispatcher.DispatchHandler {
	readonly #signal: AbortSignal;
	readonly #ends: Ends;
	readonly #body: BodyDraft;
	readonly #stopClock: Cancel;
	#controller: Dispatcher.DispatchController | null = null;
	/** Why no answer is wanted any more. */
	#calledOff: {readonly reason: unknown} | null = null;
	#status = 0;
	#headers: Headers = {};

	constructor({bytes, time, clock, signal}: ReadResponseOptions, ends: Ends) {
		this.#signal = signal;
		this.#ends = ends;
		this.#body = new BodyDraft(bytes);
		this.#stopClock = clock.after(time, () => {
			this.#callOff(timeIsOver(time));
		});
		// By hand: the signal may live as long as the program does, and nothing is to be left hanging on it.
		signal.addEventListener('abort', this.#abort, {once: true});
	}

	onRequestStart(controller: Dispatcher.DispatchController): void {
		this.#controller = controller;

		// It was called off while it waited for a connection.
		if (this.#calledOff !== null) {
			controller.abort(this.#calledOff.reason as Error);
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
		this.#letGo();
		this.#ends.reject(error);
	}

	#end(body: Body | null, error: Error | null): void {
		this.#letGo();
		this.#ends.resolve({status: this.#status, headers: this.#headers, body, error});
	}

	#letGo(): void {
		this.#stopClock();
		this.#signal.removeEventListener('abort', this.#abort);
	}

	/** Says so first: how the connection breaks of it says less. */
	#callOff(reason: unknown): void {
		this.#calledOff = {reason};
		this.fail(reason);
		this.#controller?.abort(reason as Error);
	}

	readonly #abort = (): void => {
		this.#callOff(this.#signal.reason);
	};
}

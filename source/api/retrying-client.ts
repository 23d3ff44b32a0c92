import {Client, type Dispatcher} from 'undici';
import {errorCode} from '../core/error-code.ts';

/**
 * Retries a failed request once, on a new socket, if the socket was reused and no response had started: then the server
 * probably closed the idle connection. Only GET and HEAD are retried, because that is always safe.
 */
export class RetryingClient extends Client {
	#requests = 0;

	constructor(origin: string | URL, options: object) {
		super(origin, options);
		this.on('connect', () => {
			this.#requests = 0;
		});
	}

	override dispatch(
		options: Dispatcher.DispatchOptions,
		handler: Dispatcher.DispatchHandler,
	): boolean {
		return this.#send(options, handler, options.method === 'GET' || options.method === 'HEAD');
	}

	#send(
		options: Dispatcher.DispatchOptions,
		handler: Dispatcher.DispatchHandler,
		mayRetry: boolean,
	): boolean {
		let isReused = false;
		let hasResponse = false;
		// Calls each method of `handler`, because handlers have private fields and cannot be copied.
		return super.dispatch(options, {
			onRequestStart: (controller, context) => {
				isReused = this.#requests++ > 0;
				handler.onRequestStart?.(controller, context);
			},
			onResponseStarted: () => {
				hasResponse = true;
				handler.onResponseStarted?.();
			},
			onResponseStart: (...response) => handler.onResponseStart?.(...response),
			onResponseData: (...data) => handler.onResponseData?.(...data),
			onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
			onResponseError: (controller, error) => {
				if (mayRetry && isReused && !hasResponse && isLostConnection(error)) {
					// The client has already removed the dead socket, so it opens a new one.
					this.#send(options, handler, false);
				} else {
					handler.onResponseError?.(controller, error);
				}
			},
		});
	}
}

function isLostConnection(error: Error): boolean {
	return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
}

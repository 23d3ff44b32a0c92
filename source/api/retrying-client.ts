import {Client, type Dispatcher} from 'undici';
import {errorCode} from '../core/error-code.ts';

/**
 * Retries a failed request once, on a new socket, if the socket was reused and no response had started: then the service
 * probably closed the idle connection. A retry is safe, because all requests are GET or HEAD.
 */
export class RetryingClient extends Client {
	#requests = 0;

	constructor(origin: string | URL, options: Client.Options) {
		super(origin, options);
		this.on('connect', () => {
			this.#requests = 0;
		});
	}

	override dispatch(
		options: Dispatcher.DispatchOptions,
		handler: Dispatcher.DispatchHandler,
	): boolean {
		let retried = false;
		let reused = false;
		let responded = false;

		// Calls each method of `handler`, because handlers have private fields and cannot be copied.
		const retrying: Dispatcher.DispatchHandler = {
			onRequestStart: (controller, context) => {
				reused = this.#requests > 0;
				this.#requests++;
				handler.onRequestStart?.(controller, context);
			},
			onResponseStarted: () => {
				responded = true;
				handler.onResponseStarted?.();
			},
			onResponseStart: (controller, status, headers, message) => {
				responded = true;
				handler.onResponseStart?.(controller, status, headers, message);
			},
			onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
			onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
			onResponseError: (controller, error) => {
				if (reused && !responded && !retried && isLostConnection(error)) {
					retried = true;
					// The client has already removed the dead socket, so it opens a new one.
					super.dispatch(options, retrying);
				} else {
					handler.onResponseError?.(controller, error);
				}
			},
		};

		return super.dispatch(options, retrying);
	}
}

function isLostConnection(error: Error): boolean {
	return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
}

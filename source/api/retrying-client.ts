import {Client, type Dispatcher} from 'undici';
import {errorCode} from '../core/error-code.ts';

/**
 * One connection. A request that fails on a reused socket before any response is retried once on a new socket: the service closed the
 * idle connection while the request was on its way. Safe, since all requests are GET or HEAD.
 */
export class RetryingClient extends Client {
	/** Requests on the current socket. */
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

		// Hooks are forwarded one by one, since handlers have private fields.
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
			onResponseData: (controller, chunk) => {
				handler.onResponseData?.(controller, chunk);
			},
			onResponseEnd: (controller, trailers) => {
				handler.onResponseEnd?.(controller, trailers);
			},
			onResponseError: (controller, error) => {
				if (reused && !responded && !retried && isLostConnection(error)) {
					retried = true;
					// The client has removed the dead socket by now, so the next one is new.
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

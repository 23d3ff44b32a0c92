import {Client, type Dispatcher} from 'undici';

/**
 * One connection. A request that dies on a socket that had been used before, and before anything of the answer came,
 * is sent once more on a fresh socket: the service closed its end while the request was on its way, which is nobody's
 * failure. Harmless, because only requests that read are sent.
 */
export class RepeatingClient extends Client {
	/** Requests that the present socket has taken. */
	#taken = 0;

	constructor(origin: string | URL, options: Client.Options) {
		super(origin, options);
		this.on('connect', () => {
			this.#taken = 0;
		});
	}

	override dispatch(
		options: Dispatcher.DispatchOptions,
		handler: Dispatcher.DispatchHandler,
	): boolean {
		let repeated = false;
		let reused = false;
		let answered = false;

		// Every hook has to be passed on by name: handlers keep their state in private fields.
		const watching: Dispatcher.DispatchHandler = {
			onRequestStart: (controller, context) => {
				reused = this.#taken > 0;
				this.#taken++;
				handler.onRequestStart?.(controller, context);
			},
			onResponseStarted: () => {
				answered = true;
				handler.onResponseStarted?.();
			},
			onResponseStart: (controller, status, headers, message) => {
				answered = true;
				handler.onResponseStart?.(controller, status, headers, message);
			},
			onResponseData: (controller, chunk) => {
				handler.onResponseData?.(controller, chunk);
			},
			onResponseEnd: (controller, trailers) => {
				handler.onResponseEnd?.(controller, trailers);
			},
			onResponseError: (controller, error) => {
				if (reused && !answered && !repeated && isLostConnection(error)) {
					repeated = true;
					// At once, and not in a microtask: the dead socket is out of the client already, and so the
					// next one that this request can meet is fresh.
					super.dispatch(options, watching);
				} else {
					handler.onResponseError?.(controller, error);
				}
			},
		};

		return super.dispatch(options, watching);
	}
}

function isLostConnection(error: Error): boolean {
	return (
		'code' in error &&
		(error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET' || error.code === 'EPIPE')
	);
}

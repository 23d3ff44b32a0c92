import type {Dispatcher} from 'undici';
import {BodyCollector, type Body} from './body-collector.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A response to a request. If its body could not be read, `body` is null and `error` is the reason. */
export type ReceivedResponse = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Body | null;
	readonly error: Error | null;
};

export type ReadResponseOptions = {
	readonly dispatcher: Dispatcher;
	/** The maximum size of the body in bytes, after decompression. */
	readonly bytes: number;
	/** A signal of this request alone, because its listener is not removed. */
	readonly signal: AbortSignal;
};

/**
 * Sends a request and reads the complete response. Rejects with the abort reason of `signal`. Rejects with the
 * dispatcher's error if no response arrives or the request is forbidden. Does not use undici's `request`, whose stream
 * would double the cost of a small response.
 */
export async function readResponse(
	request: Dispatcher.DispatchOptions,
	{dispatcher, bytes, signal}: ReadResponseOptions,
): Promise<ReceivedResponse> {
	signal.throwIfAborted();
	const {promise, resolve, reject} = Promise.withResolvers<ReceivedResponse>();
	const body = new BodyCollector(bytes);
	let controller: Dispatcher.DispatchController | null = null;
	let status = 0;
	let headers: Headers = {};

	/** Rejects before aborting, because the abort itself would reject with a less specific error. */
	function abort(): void {
		reject(signal.reason);
		controller?.abort(signal.reason as Error);
	}

	signal.addEventListener('abort', abort, {once: true});
	dispatcher.dispatch(request, {
		onRequestStart(started) {
			controller = started;

			// The caller aborted the request while it waited for a connection.
			if (signal.aborted) {
				abort();
			}
		},
		onResponseStart(_controller, code, fields) {
			status = code;
			headers = fields;
		},
		onResponseData(_controller, chunk) {
			body.add(chunk);
		},
		onResponseEnd() {
			resolve({status, headers, body: body.end(), error: null});
		},
		onResponseError(_controller, error) {
			if (status < 200) {
				reject(error);
			} else {
				resolve({status, headers, body: null, error});
			}
		},
	});
	return promise;
}

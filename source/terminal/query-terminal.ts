import type {Clock, Duration} from '../core/time/clock.ts';

export type QueryOptions = {
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	/** Subscribes to all input, including keys. Returns a function that unsubscribes. */
	readonly listen: (listener: (input: string) => void) => () => void;
};

const maxInputLength = 4096;

/**
 * Requests the primary device attributes (DA1, VT100). Every terminal responds to it, after responses to earlier
 * requests.
 */
export const requestDeviceAttributes = '\u001B[c';

export function parseDeviceAttributes(input: string): readonly string[] | null {
	// oxlint-disable-next-line no-control-regex
	return /\u001B\[\?([\d;]+)c/.exec(input)?.[1]?.split(';') ?? null;
}

/**
 * Sends a request to the terminal. Resolves with the first result of `parse` that is not null, or with null after the
 * timeout. A request should end with DA1, to which every terminal responds: then `parse` can finish before the
 * timeout, even if the terminal ignores the rest of the request.
 */
export async function queryTerminal<Result>(
	request: string,
	parse: (input: string) => Result | null,
	timeoutMs: Duration,
	{clock, write, listen}: QueryOptions,
): Promise<Result | null> {
	const {promise, resolve} = Promise.withResolvers<Result | null>();
	let input = '';
	const stopListening = listen(chunk => {
		input = (input + chunk).slice(-maxInputLength);
		const result = parse(input);

		if (result !== null) {
			resolve(result);
		}
	});
	const cancel = clock.after(timeoutMs, () => {
		resolve(null);
	});
	write(request);

	try {
		return await promise;
	} finally {
		cancel();
		stopListening();
	}
}

import type {Clock, Duration} from '../core/time/clock.ts';

export type QueryOptions = {
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	/** Subscribes to all input, including key presses. Returns a function that unsubscribes. */
	readonly listen: (listener: (input: string) => void) => () => void;
};

const maxInputLength = 4096;

/**
 * Requests the primary device attributes (DA1, VT100). Every terminal responds to this request, and it responds to
 * requests in their order. So after this response, no response to an earlier request can follow.
 */
export const requestDeviceAttributes = '\u001B[c';

/** Returns the numbers in a response to `requestDeviceAttributes`; null if the input contains no such response. */
export function parseDeviceAttributes(input: string): readonly string[] | null {
	// oxlint-disable-next-line no-control-regex
	return /\u001B\[\?([\d;]+)c/.exec(input)?.[1]?.split(';') ?? null;
}

/**
 * Sends a request, which must end with `requestDeviceAttributes`. Resolves with all input until the response to this
 * last part, or until the timeout. The input may contain key presses too. Never rejects.
 */
export async function queryTerminal(
	request: string,
	timeoutMs: Duration,
	{clock, write, listen}: QueryOptions,
): Promise<string> {
	const responded = Promise.withResolvers<void>();
	let input = '';
	const stopListening = listen(chunk => {
		input = (input + chunk).slice(-maxInputLength);

		if (parseDeviceAttributes(input) !== null) {
			responded.resolve();
		}
	});
	const cancel = clock.after(timeoutMs, responded.resolve);
	write(request);
	await responded.promise;
	cancel();
	stopListening();
	return input;
}

import type {Clock, Duration} from '../core/time/clock.ts';

export type QueryOptions = {
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	/** Subscribes to all input, including keys. Returns a function that unsubscribes. */
	readonly listen: (listener: (input: string) => void) => () => void;
};

const maxInputLength = 4096;

/**
 * Requests the primary device attributes (DA1, VT100). Every terminal responds to this request, but only after its
 * responses to earlier requests. So this response shows that no earlier one is missing any more.
 */
export const requestDeviceAttributes = '\u001B[c';

/** Returns the numbers in a response to `requestDeviceAttributes`; null if the input contains no such response. */
export function parseDeviceAttributes(input: string): readonly string[] | null {
	// oxlint-disable-next-line no-control-regex
	return /\u001B\[\?([\d;]+)c/.exec(input)?.[1]?.split(';') ?? null;
}

/**
 * Sends a request that ends with `requestDeviceAttributes`. Resolves with all input until the response to DA1, or until
 * the timeout. The input may contain keys too. Never rejects.
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

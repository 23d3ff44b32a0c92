import type {Cancel, Clock, Duration} from './clock.ts';

/** Waits for `pause`, or until `subscribe` calls its argument. Rejects with the reason of the signal. */
export async function waitFor(
	pause: Duration,
	clock: Clock,
	signal: AbortSignal,
	subscribe: (wake: () => void) => Cancel = () => () => undefined,
): Promise<void> {
	signal.throwIfAborted();
	const {promise, resolve} = Promise.withResolvers<undefined>();
	const wake = (): void => {
		resolve(undefined);
	};
	const cancels = [clock.after(pause, wake), subscribe(wake)];
	signal.addEventListener('abort', wake, {once: true});
	await promise;
	cancels.forEach(cancel => cancel());
	signal.removeEventListener('abort', wake);
	signal.throwIfAborted();
}

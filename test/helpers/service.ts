import type {TestContext} from 'node:test';
import {
	startDemoService,
	type DemoOptions,
	type DemoRequest,
	type DemoService,
} from '../../source/demo/index.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';

/** A simulated service that lives as long as a test. */
export type TestService = DemoService & {
	/** Every request that came, in order, with its path and headers. */
	readonly recorded: readonly DemoRequest[];
};

/**
 * Starts a simulated service on a port that is free, and closes it when the test is over. Without a clock its time stands
 * still until the first request: a program that starts slowly misses nothing of its runs.
 */
export async function startService(
	t: TestContext,
	{
		clock,
		...options
	}: Omit<DemoOptions, 'onRequest' | 'clock'> & Partial<Pick<DemoOptions, 'clock'>>,
): Promise<TestService> {
	const recorded: DemoRequest[] = [];
	const createdAt = systemClock.now();
	let firstRequestAt: number | null = null;
	const sinceFirstRequest = () =>
		firstRequestAt === null ? 0 : systemClock.monotonic() - firstRequestAt;
	const service = await startDemoService({
		...options,
		clock: clock ?? {...systemClock, now: () => createdAt + sinceFirstRequest()},
		onRequest(request) {
			firstRequestAt ??= systemClock.monotonic();
			recorded.push(request);
		},
	});
	t.after(() => service.close());
	return {...service, recorded};
}

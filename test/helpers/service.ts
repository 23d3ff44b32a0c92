import type {TestContext} from 'node:test';
import {
	startDemoService,
	type DemoOptions,
	type DemoRequest,
	type DemoService,
} from '../../source/demo/index.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';

/** A simulated service that is closed after the test. */
export type TestService = DemoService & {
	/** The received requests in order. */
	readonly recorded: readonly DemoRequest[];
};

/**
 * Starts a simulated service on a free port and closes it after the test. Without a clock its time stands still
 * before the first request, so that a slow start misses nothing.
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

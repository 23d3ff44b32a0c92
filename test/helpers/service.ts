import type {TestContext} from 'node:test';
import {
	startDemoService,
	type DemoOptions,
	type DemoRequest,
	type DemoService,
} from '../../source/demo/index.ts';

/** A simulated service that lives as long as a test. */
export type TestService = DemoService & {
	/** Every request that came, in order, with its path and headers. */
	readonly recorded: readonly DemoRequest[];
};

/** Starts a simulated service on a port that is free, and closes it when the test is over. */
export async function startService(
	t: TestContext,
	options: Omit<DemoOptions, 'onRequest'>,
): Promise<TestService> {
	const recorded: DemoRequest[] = [];
	const service = await startDemoService({
		...options,
		onRequest(request) {
			recorded.push(request);
		},
	});
	t.after(() => service.close());
	return {...service, recorded};
}

import type {Clock} from '../../source/core/time/clock.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {
	showcase,
	startDemoService,
	type DemoOptions,
	type DemoRequest,
	type DemoService,
	type Scenario,
} from '../../source/demo/index.ts';
import type {Scope} from './program.ts';
import {scenarios, type ScenarioName} from './scenarios.ts';

/** A simulated service that is closed after the test. */
export type TestService = DemoService & {
	readonly recorded: readonly DemoRequest[];
};

/**
 * Starts a simulated service on a free port and closes it after the test. Without a clock its time stands still
 * before the first request, so that a slow start misses nothing.
 */
export async function startService(
	t: Scope,
	{
		scenario = showcase(),
		clock,
		...options
	}: Pick<DemoOptions, 'apiKey' | 'port'> & {
		readonly scenario?: ScenarioName | Scenario;
		readonly clock?: Clock;
	},
): Promise<TestService> {
	const recorded: DemoRequest[] = [];
	const createdAt = systemClock.now();
	let firstRequestAt: number | null = null;
	const sinceFirstRequest = () =>
		firstRequestAt === null ? 0 : systemClock.monotonic() - firstRequestAt;
	const service = await startDemoService({
		...options,
		scenario: typeof scenario === 'string' ? scenarios[scenario]() : scenario,
		clock: clock ?? {...systemClock, now: () => createdAt + sinceFirstRequest()},
		onRequest(request) {
			firstRequestAt ??= systemClock.monotonic();
			recorded.push(request);
		},
	});
	t.after(() => service.close());
	return {...service, recorded};
}

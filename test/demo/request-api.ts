import type {executionAt} from '../../source/demo/api.ts';
import type {DemoService} from '../../source/demo/service.ts';
import {showcase} from '../../source/demo/showcase.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import type {Scope} from '../helpers/program.ts';
import type {Scenario} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';

type ExecutionPayload = ReturnType<typeof executionAt>;

/** The time of the documented example. */
export const startOfDemo = Date.UTC(2026, 4, 8, 10);

/** Starts a service at the time of the documented example. Its time passes only when a test advances the clock. */
export async function startWithClock(t: Scope, scenario: Scenario = showcase()) {
	const clock = new FakeClock(startOfDemo);
	return {clock, service: await startService(t, {scenario, clock})};
}

/** Sends a request with an API key. In the result, `body` is the parsed JSON of the response. */
export async function requestApi(
	service: DemoService,
	path: string,
	query: Readonly<Record<string, string>> = {},
) {
	const url = new URL(`/api/open/v2${path}`, service.origin);
	url.search = new URLSearchParams(query).toString();
	const response = await fetch(url, {headers: {authorization: 'Bearer cy_test'}});
	const body: unknown = await response.json();
	return {status: response.status, headers: response.headers, body};
}

/** Requests the execution of a run, by default of the service's first run. Returns `data` of the response. */
export async function execution(
	service: DemoService,
	id = service.runOrderIds[0] ?? '',
): Promise<ExecutionPayload> {
	const {body} = await requestApi(service, '/workflow/run/execution', {run_order_id: id});
	return (body as {readonly data: ExecutionPayload}).data;
}

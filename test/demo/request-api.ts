import type {DemoService} from '../../source/demo/index.ts';

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
): Promise<Readonly<Record<string, unknown>>> {
	const {body} = await requestApi(service, '/workflow/run/execution', {run_order_id: id});
	return (body as {readonly data: Readonly<Record<string, unknown>>}).data;
}

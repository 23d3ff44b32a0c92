import type {DemoService} from '../../source/demo/index.ts';

/** An answer of the service, read whole. */
export type Asked = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: unknown;
};

/** Puts a question to the service as a client with a key would, and reads the JSON that it answers. */
export async function ask(
	service: DemoService,
	path: string,
	query: Readonly<Record<string, string>> = {},
): Promise<Asked> {
	const url = new URL(`/api/open/v2${path}`, service.origin);
	url.search = new URLSearchParams(query).toString();
	const response = await fetch(url, {headers: {authorization: 'Bearer cy_test'}});
	return {status: response.status, headers: response.headers, body: await response.json()};
}

/** `data` of the execution of a run; the service's first where none is named. */
export async function execution(
	service: DemoService,
	id = service.runOrderIds[0] ?? '',
): Promise<Readonly<Record<string, unknown>>> {
	const {body} = await ask(service, '/workflow/run/execution', {run_order_id: id});
	return (body as {readonly data: Readonly<Record<string, unknown>>}).data;
}

import {globSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {responseShapes, type ResponseName} from '../../source/api/wire/response-shapes.ts';
import {serve} from '../api/loopback.ts';
import type {Scope} from './program.ts';

/** A response on a page that `doctor --api -o FILE` writes, or on one in the same form written by hand. */
type PageResponse = {
	readonly endpoint: ResponseName;
	readonly query: Readonly<Record<string, string>>;
	readonly http_status: number;
	readonly body: {
		readonly code: number | string;
		readonly msg?: string;
		readonly data: Readonly<Record<string, unknown>>;
	};
};

const folder = join(import.meta.dirname, '../fixtures/service');

/** The pages in test/fixtures/service, by their names. */
export const servicePages: ReadonlyMap<string, readonly PageResponse[]> = new Map(
	globSync('*.json', {cwd: folder}).map(file => {
		const page: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		const {responses} = page as {readonly responses: readonly PageResponse[]};
		return [basename(file, '.json'), responses];
	}),
);

/** Starts a service that sends what a page has. A list is always the same, and other requests get an error. */
export async function servePage(t: Scope, page: readonly PageResponse[]) {
	const {url} = await serve(t, (request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://host.example');
		const found = page.find(
			({endpoint, query}) =>
				pathname.endsWith(responseShapes[endpoint].path) &&
				Object.entries(query).every(
					([name, value]) => !name.endsWith('_id') || searchParams.get(name) === value,
				),
		);
		response.writeHead(found?.http_status ?? 200);
		response.end(JSON.stringify(found?.body ?? {code: 1, msg: 'not on the page'}));
	});
	const ids = page.map(({endpoint, query}) =>
		endpoint === 'execution' ? query['run_order_id'] : null,
	);
	return {origin: url, runOrderIds: ids.filter(id => typeof id === 'string')};
}

/** The examples of the public documentation of `GET /workflow/run/execution`, as the service sends them. */
export const [succeeded, notFound] = (servicePages.get('documentation') ?? []).map(
	({body}) => body,
) as [PageResponse['body'], PageResponse['body']];

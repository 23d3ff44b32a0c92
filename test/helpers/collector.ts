import {execFileSync} from 'node:child_process';
import type {IncomingHttpHeaders} from 'node:http';
import {buffer} from 'node:stream/consumers';
import {serve} from '../api/loopback.ts';
import type {Scope} from './program.ts';

export type OtlpRequest = {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
};

/** Starts a collector that accepts everything. With a status, it refuses everything. */
export async function startCollector(t: Scope, status = 200) {
	const requests: OtlpRequest[] = [];
	const {url} = await serve(t, (request, response) => {
		void buffer(request).then(body => {
			requests.push({path: request.url ?? '', headers: request.headers, body});
			response.writeHead(status).end();
		});
	});
	return {endpoint: url.href, requests};
}

/** Decodes an export of traces with the published schema of OTLP, into the text format of protoc. */
export function decodeTraces(body: Buffer): string {
	return execFileSync(
		'protoc',
		[
			'--decode=opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest',
			'--proto_path=/usr/include',
			'opentelemetry/proto/collector/trace/v1/trace_service.proto',
		],
		{input: body, encoding: 'utf8'},
	);
}

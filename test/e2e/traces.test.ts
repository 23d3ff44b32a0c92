import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {hash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import type {IncomingHttpHeaders} from 'node:http';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import {suite, test, type TestContext} from 'node:test';
import {serve} from '../api/loopback.ts';
import {testWith} from '../commands/tool.ts';
import {root} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {assertKeyless} from './key.ts';
import {spawnOn, watchHeadless, watchOnScreen} from './watch.ts';

const secret = 'Bearer collector-secret-7f3a';

/** Starts a collector that responds with `status`. */
async function startCollector(t: TestContext, status = 200) {
	const requests: Array<{path: string; headers: IncomingHttpHeaders; body: Buffer}> = [];
	const {url} = await serve(t, (request, response) => {
		void buffer(request).then(body => {
			requests.push({path: request.url ?? '', headers: request.headers, body});
			response.writeHead(status).end();
		});
	});
	return {endpoint: url.href, requests};
}

/** Runs the program to its end with a collector that responds with `status`. */
async function sendTo(t: TestContext, env: Record<string, string>, status = 200) {
	const collector = await startCollector(t, status);
	const watch = await watchHeadless(t, {
		scenario: 'failing',
		args: ['--interval', '0.5', '--plain'],
		env: {
			OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
			OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(secret)}`,
			...env,
		},
	});
	return {watch, ...collector};
}

suite('OpenTelemetry', {concurrency: 2}, () => {
	testWith(
		['protoc'],
		'a failed run is sent as a trace that the schema of OTLP decodes',
		async t => {
			const {watch, requests} = await sendTo(t, {
				OTEL_SERVICE_NAME: 'renders',
				OTEL_RESOURCE_ATTRIBUTES: 'team=studio',
			});
			assert.equal(watch.code, 1);
			assert.doesNotMatch(watch.stderr, /OpenTelemetry/);
			assert.deepEqual([...new Set(requests.map(({path}) => path))].sort(), [
				'/v1/metrics',
				'/v1/traces',
			]);

			for (const {headers, body} of requests) {
				assert.equal(headers.authorization, secret);
				assert.equal(headers['content-type'], 'application/x-protobuf');
				assertKeyless(body);
				assertKeyless(JSON.stringify(headers));
			}

			const sent = requests.find(({path}) => path === '/v1/traces');
			assert.ok(sent !== undefined);
			const text = decodeTraces(sent.body);
			const spans = text.split(/^    spans \{$/m).slice(1);
			const [id = ''] = watch.service.runOrderIds;
			const first = spans.find(span => !span.includes('parent_span_id'));
			const failed = spans.find(span => /string_value: "failed"/.test(span) && span !== first);
			const others = spans.filter(span => span !== first);
			assert.ok(first !== undefined && failed !== undefined && others.length >= 3);
			assert.match(text, /key: "service.name"\s+value \{\s+string_value: "renders"/);
			assert.match(text, /key: "team"\s+value \{\s+string_value: "studio"/);
			assert.match(first, new RegExp(`string_value: "${id}"`));
			assert.match(first, /status \{\s+message: "CUDA out of memory"\s+code: STATUS_CODE_ERROR/);
			assert.match(failed, /code: STATUS_CODE_ERROR/);
			assert.match(failed, /events \{[^}]+name: "[^"]+"/);
			assert.match(text, /low VRAM: 0\.4 GiB free/);
			assert.match(first, /string_value: "execution started"/, 'the first entry too');
			// Progress entries are no events.
			assert.doesNotMatch(text, /name: "progress"/);
			assert.ok(spans.every(span => timeOf(span, 'start') <= timeOf(span, 'end')));
			assert.ok(others.every(span => timeOf(span, 'start') >= timeOf(first, 'start')));
		},
	);

	test('http/json: the ids of a trace follow from the run, and metrics can be left out', async t => {
		const {requests} = await sendTo(t, {
			OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
			OTEL_METRICS_EXPORTER: 'none',
		});
		const {watch, requests: again} = await sendTo(t, {
			OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
			OTEL_METRICS_EXPORTER: 'none',
		});
		assert.deepEqual(
			requests.map(({path, headers}) => [path, headers['content-type']]),
			[['/v1/traces', 'application/json']],
		);
		const ids = [requests, again].map(sent =>
			[...String(sent[0]?.body).matchAll(/"(?:traceId|spanId)":"(\w+)"/g)].map(([, id]) => id),
		);
		assert.ok((ids[0]?.length ?? 0) > 4);
		assert.deepEqual(ids[0], ids[1]);
		assert.equal(ids[0]?.[0], hash('sha256', watch.service.runOrderIds[0] ?? '').slice(0, 32));
	});

	test('OTLP sends the same metrics', async t => {
		const {requests} = await sendTo(t, {OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json'});
		const sent = requests.filter(({path}) => path === '/v1/metrics').map(({body}) => String(body));
		const names = new Set(sent.join('').match(/(?<="name":")chenyu_top_\w+/g));
		assert.ok(names.size > 15);
		const page = readFileSync(join(root, 'docs/observability/README.md'), 'utf8');
		assert.deepEqual(
			[...names].filter(name => !page.includes(name)),
			[],
		);
	});

	test('on a screen that a signal ends, the trace of a run that has just ended is still sent', async t => {
		const {requests, endpoint} = await startCollector(t);
		const {terminal} = await watchOnScreen(t, {
			scenario: 'failing',
			args: ['--interval', '0.5'],
			env: {OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_METRICS_EXPORTER: 'none'},
		});
		await terminal.waitFor('CUDA out of memory');
		assert.deepEqual(requests, []);
		terminal.kill('SIGTERM');
		assert.deepEqual(await terminal.exit, {code: 143, signal: null});
		assert.deepEqual(
			requests.map(({path}) => path),
			['/v1/traces'],
		);
	});

	test('a refusal of the collector is reported once, without secrets, and changes no exit code', async t => {
		const {watch, requests} = await sendTo(t, {OTEL_METRIC_EXPORT_INTERVAL: '300'}, 401);
		assert.equal(watch.code, 1);
		assert.ok(requests.length > 2);
		assert.match(watch.stderr, /OpenTelemetry data could not be sent \(HTTP 401\)/);
		assert.equal(watch.stderr.match(/OpenTelemetry/g)?.length, 1);
		assert.doesNotMatch(watch.stderr, /collector-secret/);
	});

	test('a collector that never answers does not keep the program from ending', async t => {
		const {url} = await serve(t, () => {});
		const service = await startService(t, {scenario: 'failing'});
		const {exit, stderr} = spawnOn(t, service, {
			args: ['--plain'],
			env: {OTEL_EXPORTER_OTLP_ENDPOINT: url.href, OTEL_EXPORTER_OTLP_TIMEOUT: '3600000'},
		});
		assert.equal(await exit, 1);
		assert.match(await stderr, /could not be sent \(ETIMEDOUT\)/);
	});

	test('nothing is sent with OTEL_SDK_DISABLED, and a wrong variable gives one sentence', async t => {
		const {requests} = await sendTo(t, {OTEL_SDK_DISABLED: 'true'});
		assert.deepEqual(requests, []);
		const {watch} = await sendTo(t, {OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc'});
		assert.equal(watch.code, 2);
		assert.match(
			watch.stderr,
			/^chenyu-top: OTEL_EXPORTER_OTLP_PROTOCOL cannot be "grpc"\. Use one of http\/protobuf, http\/json\.\n$/,
		);
	});
});

function timeOf(span: string, which: 'start' | 'end'): number {
	return Number(new RegExp(`${which}_time_unix_nano: (\\d+)`).exec(span)?.[1]) / 1e6;
}

/** Decodes an export of traces with the published schema of OTLP, into the text format of protoc. */
function decodeTraces(body: Buffer): string {
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

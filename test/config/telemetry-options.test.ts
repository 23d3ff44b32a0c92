import assert from 'node:assert/strict';
import test from 'node:test';
import {parseListenAddress} from '../../source/config/telemetry-options.ts';
import {optionsOf, usageErrorOf} from './parse.ts';

const endpoint = 'http://localhost:4318';
const otlp = (env: Readonly<Record<string, string>>) => optionsOf([], {env}).otlp;

test('an address to listen on is a port, or a host and a port', () => {
	assert.deepEqual(parseListenAddress('9464'), {host: '127.0.0.1', port: 9464});
	assert.deepEqual(parseListenAddress('0.0.0.0:80'), {host: '0.0.0.0', port: 80});
	assert.deepEqual(parseListenAddress('[::1]:0'), {host: '::1', port: 0});
	assert.deepEqual(parseListenAddress('my-host.lan:9464'), {host: 'my-host.lan', port: 9464});

	for (const invalid of [
		'',
		':',
		'host',
		'host:',
		':9464',
		'::1:9464',
		'65536',
		'-1',
		'1.5',
		'a b:1',
	]) {
		assert.equal(parseListenAddress(invalid), null, invalid);
	}
});

test('a signal is sent if it has an address and is not turned off', () => {
	assert.equal(otlp({}), null);
	assert.equal(otlp({OTEL_EXPORTER_OTLP_ENDPOINT: ''}), null);
	const both = {
		traces: 'http/protobuf',
		metrics: 'http/protobuf',
		metricInterval: 60_000,
		exposesHeaders: false,
	};
	const given = {OTEL_EXPORTER_OTLP_ENDPOINT: endpoint};
	assert.deepEqual(otlp(given), both);
	assert.deepEqual(otlp({OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint}), {...both, metrics: null});
	assert.deepEqual(otlp({...given, OTEL_TRACES_EXPORTER: 'none'}), {...both, traces: null});
	assert.equal(otlp({...given, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none'}), null);
	assert.equal(otlp({...given, OTEL_SDK_DISABLED: 'True'}), null);
	assert.deepEqual(
		otlp({
			...given,
			OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json',
			OTEL_METRIC_EXPORT_INTERVAL: '5000',
		}),
		{...both, metrics: 'http/json', metricInterval: 5000},
	);
	assert.deepEqual(otlp({...given, OTEL_METRIC_EXPORT_INTERVAL: 'soon'}), both);
});

test('secret headers over plain http to another machine are noticed', () => {
	const exposed = (address: string, headers = 'authorization=x') =>
		otlp({OTEL_EXPORTER_OTLP_ENDPOINT: address, OTEL_EXPORTER_OTLP_HEADERS: headers})
			?.exposesHeaders;
	assert.equal(exposed('http://collector:4318'), true);
	assert.equal(exposed('http://collector:4318', ''), false);
	assert.equal(exposed('http://user:password@collector:4318', ''), true);
	assert.equal(exposed('https://collector:4318'), false);
	assert.equal(exposed('http://127.0.0.1:4318'), false);
	assert.equal(exposed('http://[::1]:4318'), false);
	assert.equal(exposed('http://localhost.evil.example:4318'), true);
});

test('an address that is none is named by its variable, and not quoted', () => {
	for (const address of ['collector:4318', 'grpc://user:secret@host', 'secret']) {
		assert.match(
			usageErrorOf([], {env: {OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address}}),
			/^OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is not an http or https address\.(?!.*secret)/,
		);
	}
});

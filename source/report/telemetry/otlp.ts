import {OTLPMetricExporter as JsonMetricExporter} from '@opentelemetry/exporter-metrics-otlp-http';
import {OTLPMetricExporter as ProtobufMetricExporter} from '@opentelemetry/exporter-metrics-otlp-proto';
import {OTLPTraceExporter as JsonTraceExporter} from '@opentelemetry/exporter-trace-otlp-http';
import {OTLPTraceExporter as ProtobufTraceExporter} from '@opentelemetry/exporter-trace-otlp-proto';
import {PeriodicExportingMetricReader, type IMetricReader} from '@opentelemetry/sdk-metrics';
import type {SpanExporter} from '@opentelemetry/sdk-trace';
import {cleanName} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Duration} from '../../core/time/clock.ts';

type OtlpProtocol = 'http/protobuf' | 'http/json';

/** What is sent, and how; null for a signal that is not sent. The exporters read address, headers and timeout themselves. */
export type OtlpSignals = {
	readonly traces: OtlpProtocol | null;
	readonly metrics: OtlpProtocol | null;
	readonly metricInterval: Duration;
};

type OnFailure = (why: SafeText) => void;
type Result = {readonly code: number; readonly error?: Error};

export function traceExporter(protocol: OtlpProtocol, onFailure: OnFailure): SpanExporter {
	const exporter = protocol === 'http/json' ? new JsonTraceExporter() : new ProtobufTraceExporter();
	return reportingFailures(exporter, onFailure);
}

export function pushReader(
	protocol: OtlpProtocol,
	interval: Duration,
	onFailure: OnFailure,
): IMetricReader {
	const exporter =
		protocol === 'http/json' ? new JsonMetricExporter() : new ProtobufMetricExporter();
	return new PeriodicExportingMetricReader({
		exporter: reportingFailures(exporter, onFailure),
		exportIntervalMillis: interval,
	});
}

/** Calls `onFailure` with the reason of each failed export. It contains neither the address nor the headers. */
function reportingFailures<
	Exporter extends {export(items: never, callback: (result: Result) => void): void},
>(exporter: Exporter, onFailure: OnFailure): Exporter {
	const send = exporter.export.bind(exporter);
	exporter.export = (items, callback) => {
		send(items, result => {
			if (result.error !== undefined) {
				onFailure(failureReason(result.error));
			}

			callback(result);
		});
	};
	return exporter;
}

/** The code of the HTTP response or of the system, like `ECONNREFUSED`. Messages of errors may contain addresses. */
function failureReason(error: Error): SafeText {
	const code = 'code' in error ? error.code : undefined;
	return cleanName(
		typeof code === 'number' ? `HTTP ${code}` : typeof code === 'string' ? code : 'no response',
	);
}

import {hostname} from 'node:os';
import {
	detectResources,
	resourceAttributesEnvDetector,
	resourceFromAttributes,
	serviceNameEnvDetector,
	type Resource,
} from '@opentelemetry/resources';
import {MeterProvider, type IMetricReader} from '@opentelemetry/sdk-metrics';
import {cleanName} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Clock, Duration} from '../../core/time/clock.ts';
import {withTimeout} from '../../core/time/with-timeout.ts';
import {endedBy} from './ended-by.ts';
import {serveMetrics, type ListenAddress} from './metrics-server.ts';
import {measure, type ObservedWatch} from './metrics.ts';
import {pushReader, traceExporter, type OtlpSignals} from './otlp.ts';
import {TraceQueue} from './trace-queue.ts';

export type {ObservedWatch} from './metrics.ts';

/** How long the end of the program waits until the last metrics and traces are sent. */
const flushTimeoutMs: Duration = 5000;

type TelemetryOptions = {
	readonly version: string;
	/** Where to serve metrics for Prometheus; null if nowhere. */
	readonly metrics: ListenAddress | null;
	readonly otlp: OtlpSignals | null;
	readonly clock: Clock;
	/** Called once, when metrics or traces could not be sent. */
	readonly onFailure: (why: SafeText) => void;
	readonly onBug: (error: unknown) => void;
};

export type Telemetry = Awaited<ReturnType<typeof startTelemetry>>;

/** Serves metrics and sends them and traces. Rejects with a system error if it cannot listen on the address. */
export async function startTelemetry(options: TelemetryOptions) {
	const {version, clock, onBug} = options;
	const {traces = null, metrics: pushed = null, metricInterval = 0} = options.otlp ?? {};
	const server = options.metrics === null ? null : await serveMetrics(options.metrics);
	const resource = resourceOf(version);
	let hasFailed = false;
	let provider: MeterProvider | null = null;

	function onFailure(why: SafeText): void {
		if (!hasFailed) {
			hasFailed = true;
			options.onFailure(why);
		}
	}

	const queue =
		traces === null
			? null
			: new TraceQueue(traceExporter(traces, onFailure), {resource, version}, onBug);
	const readers: IMetricReader[] = [
		...(server === null ? [] : [server.reader]),
		...(pushed === null ? [] : [pushReader(pushed, metricInterval, onFailure)]),
	];
	return {
		/** The address of the metrics; null if they are not served. */
		address: server?.address ?? null,
		/** Call it before the watch starts. */
		attach(watch: ObservedWatch): void {
			if (readers.length > 0) {
				provider = new MeterProvider({resource, readers});
				measure(watch, provider, version);
			}

			if (queue !== null) {
				watch.store.observe((state, action, previous) => {
					for (const run of endedBy(action, state, previous)) {
						queue.add(run, watch.accountOf(state));
					}
				});
			}
		},
		/** Sends what is left, for at most five seconds. */
		async close(): Promise<void> {
			server?.close();
			const sent = Promise.allSettled([provider?.shutdown(), queue?.close()]);
			await withTimeout(sent, clock, flushTimeoutMs).catch(() => onFailure(cleanName('ETIMEDOUT')));
		},
	};
}

/** What identifies this process: `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` take precedence. */
function resourceOf(version: string): Resource {
	return resourceFromAttributes({
		'service.name': 'chenyu-top',
		'service.version': version,
		'service.instance.id': `${hostname()}:${process.pid}`,
	}).merge(detectResources({detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector]}));
}

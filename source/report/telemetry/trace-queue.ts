import type {Resource} from '@opentelemetry/resources';
import {BatchSpanProcessor, TracerProvider, type SpanExporter} from '@opentelemetry/sdk-trace';
import type {Run} from '../../core/run.ts';
import {yieldToEventLoop} from '../../core/time/yield-to-event-loop.ts';
import {recordRun, TraceIds} from './run-trace.ts';

/** The spans that are sent together, and the spans that may wait: one run has at most 1001. */
const batch = 512;
const maxSpans = 2048;

/** Sends ended runs as traces, one after the other, so that many runs that end together do not fill the memory. */
export class TraceQueue {
	readonly #provider: TracerProvider;
	readonly #ids = new TraceIds();
	readonly #onBug: (error: unknown) => void;
	readonly #version: string;
	#waiting: (readonly [run: Run, account: string])[] = [];
	#working: Promise<void> | null = null;

	constructor(
		exporter: SpanExporter,
		{resource, version}: {readonly resource: Resource; readonly version: string},
		onBug: (error: unknown) => void,
	) {
		this.#provider = new TracerProvider({
			resource,
			idGenerator: this.#ids,
			spanProcessors: [
				new BatchSpanProcessor({exporter, maxExportBatchSize: batch, maxQueueSize: maxSpans}),
			],
		});
		this.#version = version;
		this.#onBug = onBug;
	}

	add(run: Run, account: string): void {
		this.#waiting.push([run, account]);
		this.#working ??= this.#work().catch(this.#onBug);
	}

	async close(): Promise<void> {
		await this.#working;
		await this.#provider.shutdown();
	}

	async #work(): Promise<void> {
		const tracer = this.#provider.getTracer('chenyu-top', this.#version);
		let spans = 0;

		try {
			for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
				spans += await recordRun(...next, {tracer, ids: this.#ids});

				if (spans >= batch) {
					spans = 0;
					await this.#flush();
				}

				await yieldToEventLoop();
			}
		} finally {
			// In the same microtask as the last `shift`, so that no run is added in between and left waiting.
			this.#working = null;
		}
	}

	/** Drops the waiting runs if the collector is unreachable. The exporter has retried and reported it by then. */
	async #flush(): Promise<void> {
		try {
			await this.#provider.forceFlush();
		} catch {
			this.#waiting = [];
		}
	}
}

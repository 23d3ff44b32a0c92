import assert from 'node:assert/strict';
import {PrometheusSerializer} from '@opentelemetry/exporter-prometheus';
import {MeterProvider, MetricReader} from '@opentelemetry/sdk-metrics';
import {measure} from '../../source/report/telemetry/metrics.ts';
import type {Action} from '../../source/store/action.ts';
import {reduce} from '../../source/store/reducer.ts';
import type {State} from '../../source/store/state.ts';
import type {Observer} from '../../source/store/store.ts';
import {now} from './sample.ts';

class PullReader extends MetricReader {
	protected override async onForceFlush(): Promise<void> {}
	protected override async onShutdown(): Promise<void> {}
}

/**
 * A state that actions change. With `isMeasured`, its metrics are collected: `scrape` returns them as text, and `lines`
 * the lines that match, without the prefix of their names.
 */
export function measuredState(state: State, {isMeasured = true} = {}) {
	let current = state;
	let observer: Observer = () => {};
	const reader = new PullReader();

	if (isMeasured) {
		measure(
			{
				store: {
					getState: () => current,
					observe(observing) {
						observer = observing;
					},
				},
				load: () => ({inFlight: 3, waiting: 4}),
				clock: {now: () => now},
				accountOf: ({profile}) => profile ?? 'default',
			},
			new MeterProvider({readers: [reader]}),
			'1.2.3',
		);
	}

	async function scrape(): Promise<string> {
		const {resourceMetrics, errors} = await reader.collect();
		assert.deepEqual(errors, []);
		return new PrometheusSerializer('', false, undefined, true, true).serialize(resourceMetrics);
	}

	return {
		dispatch(...actions: readonly Action[]) {
			for (const action of actions) {
				const previous = current;
				current = reduce(current, action).state;
				observer(current, action, previous);
			}
		},
		scrape,
		async lines(pattern: RegExp): Promise<readonly string[]> {
			return (await scrape())
				.split('\n')
				.filter(line => !line.startsWith('#') && pattern.test(line))
				.map(line => line.replace('chenyu_top_', ''));
		},
	};
}

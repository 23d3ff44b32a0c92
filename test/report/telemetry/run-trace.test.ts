import assert from 'node:assert/strict';
import {InMemorySpanExporter, SimpleSpanProcessor, TracerProvider} from '@opentelemetry/sdk-trace';
import test from 'node:test';
import {logOf} from '../../../source/core/log/log-store.ts';
import {recordRun, TraceIds} from '../../../source/report/telemetry/run-trace.ts';
import {entry, execution, run} from '../../helpers/sample.ts';

test('a secret at the place where a message is cut is removed', async () => {
	const ids = new TraceIds();
	const exporter = new InMemorySpanExporter();
	const provider = new TracerProvider({
		idGenerator: ids,
		spanProcessors: [new SimpleSpanProcessor({exporter})],
	});
	const message = `${'x'.repeat(980)} http://user:hunter2hunter2@example.com/`;
	await recordRun(
		run('wfrun_1', {execution: execution('failed'), log: logOf([entry(message)], [])}),
		'studio',
		{tracer: provider.getTracer('test'), ids},
	);
	await provider.forceFlush();
	const [event] = exporter.getFinishedSpans().flatMap(({events}) => events);
	assert.match(String(event?.attributes?.['log.message']), /x http:\/\/example\.com/);
});

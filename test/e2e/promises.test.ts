import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {text as readText} from 'node:stream/consumers';
import {suite, test} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {node, program, testEnvironment} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {readEvents} from './events.ts';
import {apiKey} from './key.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {watchArguments, watchHeadless, watchOnScreen} from './watch.ts';

suite('what is promised to scripts', {concurrency: 4}, () => {
	test('--workflow looks for the runs of that workflow alone', async t => {
		const [film, portrait] = [finishedRun('A film'), finishedRun('A portrait')];
		const {code, stdout, service} = await watchHeadless(t, {
			scenario: {runs: [film, portrait]},
			ids: [],
			args: ['--json', '--workflow', film.workflow.id],
		});
		const events = readEvents(stdout);
		assert.equal(code, 0);
		assert.deepEqual(
			[...new Set(events.flatMap(({run_order_id: id}) => id ?? []))],
			[service.runOrderIds[0]],
		);
		assert.equal(events.at(-1)?.['succeeded'], 1);
	});

	for (const [signal, exitCode] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		test(`${signal} ends a watch with ${exitCode} and a last line`, async t => {
			const service = await startService(t, {
				scenario: {runs: [queuedRun('A film')]},
			});
			const args = watchArguments(service, service.runOrderIds, ['--json']);
			const child = spawn(node, [program(), ...args], {
				env: testEnvironment({CHENYU_API_KEY: apiKey}),
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			const closed = once(child, 'close');
			const [first] = (await once(child.stdout, 'data')) as [Buffer];
			child.kill(signal);
			const end = readEvents(first.toString() + (await readText(child.stdout))).at(-1);
			assert.deepEqual(await closed, [exitCode, null]);
			assert.deepEqual([end?.['reason'], end?.['exit_code']], ['signal', exitCode]);
		});
	}

	test('--exit-when-done tells by its code that a run had failed; q does not', async t => {
		const runs = [failedRun('A film'), finishedRun('A portrait')];
		const closing = await watchOnScreen(t, {scenario: {runs}, args: ['--exit-when-done']});
		assert.deepEqual(await closing.terminal.exit, {code: 1, signal: null});
		const left = await watchOnScreen(t, {scenario: {runs}});
		await left.terminal.waitFor(/✗1 ✓1/);
		left.terminal.press('q');
		assert.deepEqual(await left.terminal.exit, {code: 0, signal: null});
	});

	test('--demo needs no key, and leaves alone one that is there', async () => {
		for (const key of [undefined, apiKey]) {
			const {code, stdout, stderr} = await runHeadless(['--demo', '--json', '--once'], {
				env: {CHENYU_API_KEY: key},
			});
			const events = readEvents(stdout);
			const [start, end] = [events[0], events.at(-1)];
			assert.equal(stderr, '');
			assert.equal(code, end?.['exit_code']);
			assert.deepEqual([start?.event, end?.event], ['start', 'end']);
			const ids = start?.['run_order_ids'];
			assert.ok(Array.isArray(ids) && ids.length === 12);
			assert.ok(!stdout.includes(apiKey));
		}
	});
});

/** A run that had failed before the service started. */
function failedRun(title: string): RunScript {
	return {
		...finishedRun(title),
		ending: {
			kind: 'failed',
			nodeId: '3',
			at: 0.5,
			error: {reason: 'Out of memory.', detail: '', engine_code: 'OOM', status_code: 500},
		},
	};
}

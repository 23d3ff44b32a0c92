import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {apiKey} from './key.ts';
import {queuedRun} from './runs.ts';
import {openOn, watchArguments, watchHeadless, watchOnScreen} from './watch.ts';

suite('a service that gives trouble', {concurrency: 3}, () => {
	test('a rejected key: one sentence, and no further requests (H10)', async t => {
		const {service, terminal} = await watchOnScreen(t, {
			scenario: 'denied',
			args: ['--interval', '0.2'],
		});
		const screen = await terminal.waitFor('key refused, polling stopped');
		assert.match(screen.join(' '), /The key was refused, so polling has stopped/);
		const requested = service.recorded.length;
		assert.equal(requested, 1);

		// Neither time nor a key makes it ask again: another program comes and goes meanwhile.
		terminal.press('r');
		const {code, stdout} = await runHeadless(
			watchArguments(service, service.runOrderIds, ['--json', '--interval', '0.2']),
			{env: {CHENYU_API_KEY: apiKey}},
		);
		assert.equal(code, 3);
		assert.match(stdout, /"event":"problem".*"kind":"auth".*"retry_in_ms":null/);
		assert.equal(service.recorded.length, requested + 1);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.equal(service.recorded.length, requested + 1);
	});

	test('with a denied key a watch without a screen gives up at once', async t => {
		const {code, stdout, stderr, service} = await watchHeadless(t, {
			scenario: 'denied',
			args: ['--plain'],
		});
		assert.equal(code, 3);
		assert.equal(stderr, '');
		assert.match(
			stdout,
			/problem: [^]*no longer polled: the key was refused\n.*gave up: 1 unfinished/,
		);
		assert.equal(service.recorded.length, 1);
	});

	test('when the service goes away what is shown is old, and it says so; then it comes back', async t => {
		const scenario = {runs: [queuedRun('A film'), queuedRun('A song')]};
		const service = await startService(t, {scenario});
		const terminal = openOn(t, service, {args: ['--interval', '0.2'], columns: 100});
		await terminal.waitFor(/queued[^]*A song/);
		await service.close();

		const stale = await terminal.waitFor(/stale \d+s · unreachable · retry in \d+s/);
		assert.match(stale.join('\n'), /○ \w+ A film[^]*○ \w+ A song/);
		assert.match(stale.join('\n'), /#3/);

		await startService(t, {scenario, clock: systemClock, port: Number(service.origin.port)});
		terminal.press('r');
		await terminal.waitFor(screen => !screen.join('\n').includes('stale'));
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});

	test('a run that the engine does not know yet is waited for', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: 'unknown'});
		const screen = await terminal.waitFor('Task not found.');
		assert.match(screen.join('\n'), /no data yet · not known yet · retry in \d+s/);
	});
});

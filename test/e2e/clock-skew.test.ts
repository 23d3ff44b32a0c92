import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Clock} from '../../source/core/time/clock.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {openOn, watchArguments} from './watch.ts';

const ahead = 600_000;

/** The service's clock: ten minutes before this machine's. */
const fast: Clock = {...systemClock, now: () => systemClock.now() + ahead};

suite('a clock that is wrong', () => {
	test('H14: without a screen it is reported on stderr, once', async t => {
		const service = await startService(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			clock: fast,
		});
		const {code, stderr} = await runHeadless(
			watchArguments(service, service.runOrderIds, ['--json']),
			{env: {CHENYU_API_KEY: apiKey}},
		);
		assert.equal(code, 0);
		assert.equal(
			stderr,
			"chenyu-top: this machine's clock is 10 min behind the service's: running times are off by the same amount\n",
		);
	});

	test('H14: on the screen it is a notice', async t => {
		const service = await startService(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			clock: fast,
		});
		const terminal = openOn(t, service, {columns: 160, rows: 40});
		await terminal.waitFor("clock is 10 min behind the service's");
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});
});

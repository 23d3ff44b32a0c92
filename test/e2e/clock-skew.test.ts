import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {systemClock} from '../../source/core/time/clock.ts';
import {finishedRun} from './runs.ts';
import {leave, watchHeadless, watchOnScreen} from './watch.ts';

/** The service's clock is ten minutes ahead. */
const setup = {
	scenario: {runs: [finishedRun('A portrait')]},
	clock: {...systemClock, now: () => systemClock.now() + 600_000},
};

suite('a wrong clock', () => {
	test('without a screen it is reported once on stderr', async t => {
		const {code, stderr} = await watchHeadless(t, {...setup, args: ['--json']});
		assert.equal(code, 0);
		assert.equal(
			stderr,
			"chenyu-top: this machine's clock is 10 minutes behind the service's: running times are off by the same amount\n",
		);
	});

	test('on the screen it is a notice', async t => {
		const {terminal} = await watchOnScreen(t, {...setup, columns: 160, rows: 40});
		await terminal.waitFor("clock is 10 minutes behind the service's");
		await leave(terminal);
	});
});

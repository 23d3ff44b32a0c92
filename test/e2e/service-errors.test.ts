import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {systemClock} from '../../source/core/time/clock.ts';
import {startService} from '../helpers/service.ts';
import {without} from '../helpers/terminal.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {leave, openOn, watchHeadless} from './watch.ts';

suite('errors of the service', {concurrency: 3}, () => {
	test('while the service is unreachable the data is stale; then it recovers', async t => {
		const scenario = {runs: [queuedRun('A film'), queuedRun('A song')]};
		const service = await startService(t, {scenario});
		const terminal = openOn(t, service, {args: ['--interval', '0.2'], columns: 100});
		await terminal.waitFor(/queued[^]*A song/);
		await service.close();
		const stale = await terminal.waitFor(/stale \d+s · unreachable · retry in \d+s/);
		assert.match(stale.join('\n'), /○ A film[^]*○ A song/);
		assert.match(stale.join('\n'), /#3/);
		await startService(t, {scenario, clock: systemClock, port: Number(service.origin.port)});
		await terminal.play(['r', without('stale')]);
		await leave(terminal);
	});

	test('a wrong clock of this machine is reported once on stderr', async t => {
		const {code, stderr} = await watchHeadless(t, {
			scenario: {runs: [finishedRun('A portrait')]},
			clock: {...systemClock, now: () => systemClock.now() + 600_000},
			args: ['--json'],
		});
		assert.equal(code, 0);
		assert.equal(
			stderr,
			"chenyu-top: this machine's clock is 10 minutes behind the service's: running times are off by the same amount\n",
		);
	});
});

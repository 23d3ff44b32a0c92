import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {runEndingIn} from './runs.ts';
import {leave, openOn, watchHeadless, watchOnScreen} from './watch.ts';

/** A picture run that is queued for longer than any test. */
const waiting = {...pictureRun('waits'), queue: {ms: 600_000, position: 3}};

suite('remaining time', {concurrency: 3}, () => {
	test('an ETA needs three samples', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(9500, 'Picture')]},
			args: ['--interval', '1'],
			columns: 120,
		});
		await terminal.play(['', /ETA –/], ['', /ETA \d+-\d+s/]);
	});

	test('queue and run are separate, and earlier runs of the workflow forecast the run, also in the next session', async t => {
		const earlier = [1, 2, 3].map(index => pictureRun(`earlier ${index}`, -30_000 * index));
		const service = await startService(t, {scenario: {runs: [waiting, ...earlier]}});
		const setup = {env: {XDG_STATE_HOME: temporaryFolder(t)}, columns: 120};
		const first = openOn(t, service, {...setup, ids: [waiting.id]});
		await first.waitFor(/#3 · service estimate ~9m \+ run –/);
		await leave(first);

		const learning = openOn(t, service, {...setup, args: ['--interval', '0.2']});
		await learning.waitFor(/service estimate ~9m \+ run \d+-\d+s/);
		await leave(learning);

		const later = openOn(t, service, {...setup, ids: [waiting.id]});
		const screen = await later.waitFor(/service estimate ~9m \+ run \d+-\d+s/);
		const [, low = '', high = ''] = /run (\d+)-(\d+)s/.exec(screen.join('\n')) ?? [];
		assert.ok(Number(low) <= 9 && Number(high) >= 9, `${low}-${high}`);
	});

	test('events have the same ETA: null below three samples', async t => {
		const {events} = await watchHeadless(t, {
			scenario: {runs: [runEndingIn(6000, 'Picture')]},
			args: ['--json', '--interval', '0.5'],
		});
		const etas = events.filter(({event}) => event === 'run').map(run => run['eta_sec']);
		assert.equal(etas[0], null);
		assert.ok(etas.some(eta => typeof eta === 'number' && eta > 0));
		assert.equal(etas.at(-1), 0);
	});
});

import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {pictureRun} from '../helpers/picture-run.ts';
import {startService} from '../helpers/service.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {runEndingIn} from './runs.ts';
import {openOn, watchHeadless, watchOnScreen} from './watch.ts';

/** Waits longer than any test, and is then a picture like the others. */
const waiting = {...pictureRun('waits'), queue: {ms: 600_000, position: 3}};

suite('remaining time', {concurrency: 3}, () => {
	test('no range is given until there are three samples, and one from then on', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(9500, 'Picture')]},
			args: ['--interval', '1'],
			columns: 120,
		});
		await terminal.waitFor(/ETA –/);
		await terminal.waitFor(/ETA \d+-\d+s/);
	});

	test('queue and run are separate, and earlier runs of the workflow forecast the run, also in the next session', async t => {
		const folder = temporaryFolder(t);
		const earlier = [1, 2, 3].map(index => pictureRun(`earlier ${index}`, -30_000 * index));
		const service = await startService(t, {
			scenario: {runs: [waiting, ...earlier]},
		});
		const env = {XDG_STATE_HOME: folder};
		const alone = openOn(t, service, {ids: [waiting.id], env, columns: 120});
		await alone.waitFor(/#3 · service estimate ~9m \+ run –/);
		alone.press('q');
		await alone.exit;

		const learning = openOn(t, service, {env, columns: 120, args: ['--interval', '0.2']});
		await learning.waitFor(/service estimate ~9m \+ run \d+-\d+s/);
		learning.press('q');
		await learning.exit;

		const later = openOn(t, service, {ids: [waiting.id], env, columns: 120});
		const screen = await later.waitFor(/service estimate ~9m \+ run \d+-\d+s/);
		const [, low = '', high = ''] = /run (\d+)-(\d+)s/.exec(screen.join('\n')) ?? [];
		assert.ok(Number(low) <= 9 && Number(high) >= 9, `${low}-${high}`);
	});

	test('how fresh a run is, and when it is polled next', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [waiting]},
			args: ['--interval', '5'],
			columns: 120,
		});
		await terminal.waitFor(/data +polled 0s ago · next in 4s/);
		await terminal.waitFor(/data +polled 3s ago · next in 1s/);
		terminal.press('P');
		await terminal.waitFor(/data +polled \d+s ago · polling paused/);
	});

	test('the eta of the events is that of the screen: none below three samples', async t => {
		const {stdout} = await watchHeadless(t, {
			scenario: {runs: [runEndingIn(6000, 'Picture')]},
			args: ['--json', '--interval', '0.5'],
		});
		const etas = stdout
			.split('\n')
			.filter(line => line.includes('"event":"run"'))
			.map(line => (JSON.parse(line) as {eta_sec: number | null}).eta_sec);
		assert.equal(etas[0], null);
		assert.ok(etas.some(eta => eta !== null && eta > 0));
		assert.equal(etas.at(-1), 0);
	});
});

import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import type {Scenario} from '../../source/demo/index.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {apiKey} from './key.ts';
import {openOn, watchArguments} from './watch.ts';

const minute = 60_000;

/** A run of the same workflow as the others that began twenty minutes ago and has hardly got anywhere. */
function longRun() {
	const run = pictureRun('long', -20 * minute);
	return {...run, nodes: run.nodes.map(node => ({...node, ms: 1000 * node.ms}))};
}

/** So many earlier runs of ten seconds, and the long one. */
function scenario(earlier: number): Scenario {
	const others = Array.from({length: earlier}, (_, index) =>
		pictureRun(`earlier ${index}`, -minute * (index + 1)),
	);
	return {runs: [longRun(), ...others]};
}

/** A folder for what the program saves, in which it has learnt from the earlier runs. */
async function learnt(t: TestContext, service: TestService): Promise<{XDG_STATE_HOME: string}> {
	const folder = temporaryFolder(t);
	const env = {XDG_STATE_HOME: folder};
	const ids = service.runOrderIds.filter(id => id !== longRun().id);
	const first = openOn(t, service, {ids, env, columns: 120});
	await first.waitFor(new RegExp(`✓ ${ids.length} succeeded`));
	first.press('q');
	await first.exit;
	return env;
}

suite('a run that takes far longer than every earlier one', {concurrency: 2}, () => {
	test('N1: it is late at once, in the list, the counts, the detail and the filter, at 120 and at 80 columns', async t => {
		const service = await startService(t, {scenario: scenario(5), clock: systemClock});
		const env = await learnt(t, service);
		const wide = openOn(t, service, {env, columns: 120, rows: 40, args: ['--interval', '0.2']});
		const screen = await wide.waitFor(/longer than usual \(usually 9s\)/);
		assert.match(screen[0] ?? '', /» 1 late/);
		assert.match(screen.join('\n'), /ETA –/);
		wide.press('/');
		wide.type('is:late');
		await wide.waitFor(/Runs 1 of 6 ─ \/is:late/);
		const narrow = openOn(t, service, {env, columns: 80, rows: 24});
		await narrow.waitFor(/» [0-9a-f]{4} [^]*usual/);
	});

	test('N1: --json says since when, the same after a restart, and gives no eta; --plain says it in words', async t => {
		const service = await startService(t, {scenario: scenario(5), clock: systemClock});
		const env = {...(await learnt(t, service)), CHENYU_API_KEY: apiKey};
		const once = async (format: string) =>
			await runHeadless(watchArguments(service, [longRun().id], [format, '--once']), {env});
		const read = ({stdout}: {readonly stdout: string}) =>
			stdout
				.split('\n')
				.filter(line => line.includes('"event":"run"'))
				.map(
					line =>
						JSON.parse(line) as {
							eta_sec: number | null;
							late_since: string | null;
							started_at: string;
						},
				)[0];
		const [first, again] = [read(await once('--json')), read(await once('--json'))];
		assert.ok(first?.late_since);
		assert.equal(first.eta_sec, null);
		assert.equal(again?.late_since, first.late_since);
		assert.equal(Date.parse(first.late_since) - Date.parse(first.started_at), minute);
		assert.match((await once('--plain')).stdout, /running late usually 00:09/);
	});

	test('N1: with four earlier runs it is not late, and has no eta either', async t => {
		const service = await startService(t, {scenario: scenario(4), clock: systemClock});
		const env = {...(await learnt(t, service)), CHENYU_API_KEY: apiKey};
		const args = watchArguments(service, [longRun().id], ['--json', '--once']);
		const {stdout} = await runHeadless(args, {env});
		assert.match(stdout, /"eta_sec":null,"stalled_since":null,"late_since":null/);
	});
});

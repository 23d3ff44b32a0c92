import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {leave, openOn, runOn} from './watch.ts';

const minute = 60_000;

/** A run of the same workflow as the others, started twenty minutes ago, with little progress. */
function longRun() {
	const run = pictureRun('long', -20 * minute);
	return {...run, nodes: run.nodes.map(node => ({...node, ms: 1000 * node.ms}))};
}

const ids = [longRun().id];

/** Starts a service with the long run and earlier runs of ten seconds, which the saved state knows. */
async function start(t: TestContext, earlier: number) {
	const others = Array.from({length: earlier}, (_, index) =>
		pictureRun(`earlier ${index}`, -minute * (index + 1)),
	);
	const service = await startService(t, {
		scenario: {runs: [longRun(), ...others]},
		clock: systemClock,
	});
	const env = {XDG_STATE_HOME: temporaryFolder(t)};
	const first = openOn(t, service, {ids: others.map(({id}) => id), env, columns: 120});
	await first.waitFor(new RegExp(`✓ ${earlier} succeeded`));
	await leave(first);
	return {service, env};
}

suite('N1: a run that takes much longer than all earlier ones', {concurrency: 2}, () => {
	test('is late in the list, the counts, the detail and the filter, at 120 and at 80 columns', async t => {
		const {service, env} = await start(t, 5);
		const wide = openOn(t, service, {env, columns: 120, rows: 40, args: ['--interval', '0.2']});
		const screen = await wide.waitFor(/longer than usual \(usually 9s\)/);
		assert.match(screen[0] ?? '', /» 1 late/);
		assert.match(screen.join('\n'), /ETA –/);
		await wide.play(['/ "is:late"', /Runs 1 of 6 ─ \/is:late/]);
		const narrow = openOn(t, service, {env, columns: 80, rows: 24});
		await narrow.waitFor(/» [0-9a-f]{4} [^]*usual/);
	});

	test('is late in --json with a time that stays after a restart, without an ETA, and in --plain', async t => {
		const {service, env} = await start(t, 5);
		const readRun = async () => {
			const {events} = await runOn(service, {ids, args: ['--json', '--once'], env});
			return events.find(({event}) => event === 'run') ?? {};
		};
		const [first, again] = [await readRun(), await readRun()];
		const since = String(first['late_since']);
		assert.equal(first['eta_sec'], null);
		assert.equal(again['late_since'], since);
		assert.equal(Date.parse(since) - Date.parse(String(first['started_at'])), minute);
		const {stdout} = await runOn(service, {ids, args: ['--plain', '--once'], env});
		assert.match(stdout, /running late usually 9s/);
	});

	test('is not late with four earlier runs, and has no ETA', async t => {
		const {service, env} = await start(t, 4);
		const {stdout} = await runOn(service, {ids, args: ['--json', '--once'], env});
		assert.match(stdout, /"eta_sec":null,"stalled_since":null,"late_since":null/);
	});
});

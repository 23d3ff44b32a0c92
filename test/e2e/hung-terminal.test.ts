import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {freePort} from '../api/loopback.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {queuedRun, runEndingIn} from './runs.ts';
import {watchOnScreen} from './watch.ts';

suite('a terminal that takes nothing', {concurrency: 2}, () => {
	test('holds up only its picture, and shows one whole right frame when it reads again', async t => {
		const [port, hookRan] = [await freePort(), join(temporaryFolder(t), 'hook-ran')];
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [runEndingIn(2500, 'A song')]},
			args: ['--interval', '0.2', '--metrics', `${port}`, '--on-end', `touch ${hookRan}`],
		});
		await terminal.waitFor(/► running ─/);
		await terminal.hang();
		const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

		while (!/chenyu_top_runs\{[^}]*status="succeeded"[^}]*\} 1/.test(await metrics())) {
			assert.ok(!terminal.screen().join().includes('succeeded'));
		}

		while (!existsSync(hookRan)) {
			await setImmediate();
		}

		terminal.press('m');
		terminal.read();
		await terminal.waitFor(/✓ succeeded ─/);
		await terminal.waitFor(() => terminal.modes.mouseTrackingMode !== 'none');
		// The key has looked at the run.
		const shown = await terminal.waitFor(screen => !screen.join('').includes('●'));
		const wholeFrames = () => terminal.raw().toString().split('\u001B[1;1H\u001B[J').length;
		const before = wholeFrames();
		terminal.press('ctrl+l');
		await terminal.waitFor(() => wholeFrames() > before);
		// The clock in the header and the notice in the footer change.
		assert.deepEqual(shown.slice(1, -1), terminal.screen().slice(1, -1));
	});

	for (const form of ['--screen', '--plain']) {
		test(`does not keep SIGHUP from ending a watch with ${form}`, async t => {
			const {terminal} = await watchOnScreen(t, {
				scenario: {runs: [queuedRun('A film')]},
				args: ['--interval', '0.2', form],
			});
			await terminal.waitFor('A film');
			await terminal.hang();
			terminal.kill('SIGHUP');
			await terminal.exit;
		});
	}
});

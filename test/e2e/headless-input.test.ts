import assert from 'node:assert/strict';
import {text} from 'node:stream/consumers';
import {suite, test} from 'node:test';
import {setImmediate} from 'node:timers/promises';
import {startService} from '../helpers/service.ts';
import {readEvents} from './events.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {openInShell, spawnOn} from './watch.ts';

suite('ids from standard input', {concurrency: 3}, () => {
	test('are watched once each as they arrive, until the input ends', async t => {
		const scenario = {runs: [finishedRun('A portrait'), runEndingIn(1500, 'A film')]};
		const service = await startService(t, {scenario});
		const [first = '', second = ''] = service.runOrderIds;
		const args = ['--json', '--interval', '0.2'];
		const {child, exit, stderr} = spawnOn(t, service, {ids: ['-'], args});
		let written = '';
		const seen = async (wanted: string) => {
			for await (const chunk of child.stdout.iterator({destroyOnReturn: false})) {
				written += String(chunk);

				if (written.includes(wanted)) {
					return;
				}
			}
		};

		child.stdin.write(`\n${first}\nwhat is this\n`);
		await seen('"event":"output"');
		child.stdin.write(`${first}\r\n${second}\n`);
		await seen(second);
		child.stdin.end();
		const events = readEvents(written + (await text(child.stdout)));
		assert.equal(await exit, 0);
		assert.deepEqual(events[0]?.['run_order_ids'], []);
		assert.partialDeepStrictEqual(events.at(-1), {reason: 'done', succeeded: 2});
		assert.equal(
			await stderr,
			'chenyu-top: Line 3 of standard input is not a whole run order id: "what is this". Such lines are skipped.\n',
		);
	});

	test('a signal ends the watch while the input is open, with the last line', async t => {
		const service = await startService(t, {scenario: {runs: [queuedRun('A film')]}});
		const {child, exit, stderr} = spawnOn(t, service, {ids: ['-'], args: ['--json']});
		child.stdin.write(`${service.runOrderIds[0]}\n`);
		let written = '';

		for await (const chunk of child.stdout) {
			written += String(chunk);

			if (written.includes('"queued"') && !child.killed) {
				child.kill('SIGTERM');
			}
		}

		assert.deepEqual([await exit, await stderr], [143, '']);
		const end = {reason: 'signal', exit_code: 143};
		assert.partialDeepStrictEqual(readEvents(written).at(-1), end);
	});

	test('with a screen the keys come from the terminal itself', async t => {
		const service = await startService(t, {
			scenario: {runs: [queuedRun('A film'), queuedRun('A song')]},
		});
		const line = `printf '%s\\n' ${service.runOrderIds.join(' ')} 'no id' | "$@"; echo "left with $?"`;
		const terminal = openInShell(t, service, line, {ids: ['-'], columns: 120});
		const screen = await terminal.waitFor(/A film[^]*A song/);
		assert.match(
			screen.join('\n'),
			/Line 3 of standard input is not a whole run order id: "no id"/,
		);
		await terminal.play(['?', 'esc'], ['q q', 'left with 0']);
		assert.ok(!terminal.isAlternate());
	});
});

suite('output to scripts', {concurrency: 3}, () => {
	test('20 MiB arrive whole through a slow pipe', async t => {
		const message = 'x'.repeat(1024 * 1024);
		const runs = [0, 10].map(first => {
			const run = finishedRun(`A film ${first}`);
			const lines = Array.from({length: 10}, (_, place) => ({
				at: place / 20,
				level: 'info' as const,
				message: `${first + place} ${message}`,
			}));
			return {
				...run,
				nodes: run.nodes.map((node, place) => (place === 0 ? {...node, lines} : node)),
			};
		});
		const service = await startService(t, {scenario: {runs}});
		const {child, exit} = spawnOn(t, service, {args: ['--json']});
		const chunks: Buffer[] = [];

		for await (const chunk of child.stdout) {
			chunks.push(chunk as Buffer);
			// Reads slowly.
			await setImmediate();
		}

		assert.equal(await exit, 0);
		const events = readEvents(Buffer.concat(chunks).toString());
		const long = events.filter(event => String(event['message']).length > message.length);
		assert.deepEqual(
			long.map(event => Number.parseInt(String(event['message']), 10)).toSorted((a, b) => a - b),
			Array.from({length: 20}, (_, place) => place),
		);
		assert.equal(events.at(-1)?.['event'], 'end');
	});
});

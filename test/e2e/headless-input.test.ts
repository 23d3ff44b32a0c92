import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {suite, test} from 'node:test';
import {node, program, testEnvironment, temporaryFolder} from '../helpers/program.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {openPty} from '../helpers/terminal.ts';
import {readEvents} from './events.ts';
import {apiKey, assertKeyless} from './key.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchArguments} from './watch.ts';

const env = {CHENYU_API_KEY: apiKey};

/** The program on a service, with standard input in the test's hand. */
function startProgram(service: TestService, ...args: readonly string[]) {
	const child = spawn(node, [program(), ...watchArguments(service, [], args)], {
		env: testEnvironment(env),
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	const exit = new Promise<number | null>(resolve => {
		child.on('close', resolve);
	});
	return {child, exit, errors: text(child.stderr)};
}

suite('ids from standard input', {concurrency: 3}, () => {
	test('they are watched as they come, each once; the end of the input is waited for', async t => {
		const scenario = {runs: [finishedRun('A portrait'), runEndingIn(1500, 'A film')]};
		const service = await startService(t, {scenario});
		const [first = '', second = ''] = service.runOrderIds;
		const {child, exit, errors} = startProgram(service, '--json', '-', '--interval', '0.2');
		let written = '';
		const seen = (wanted: string) =>
			new Promise<void>(resolve => {
				const appearance = (chunk: Buffer | string): void => {
					written += chunk.toString();

					if (written.includes(wanted)) {
						child.stdout.off('data', appearance);
						resolve();
					}
				};

				child.stdout.on('data', appearance);
				appearance('');
			});

		child.stdin.write(`\n${first}\nwhat is this\n`);
		await seen('"event":"output"');
		child.stdin.write(`${first}\r\n${second}\n`);
		await seen(second);
		const rest = text(child.stdout);
		child.stdin.end();
		assert.equal(await exit, 0);
		const events = readEvents(written + (await rest));
		assert.deepEqual(events[0]?.['run_order_ids'], []);
		assert.deepEqual([events.at(-1)?.['reason'], events.at(-1)?.['succeeded']], ['done', 2]);
		assert.equal(
			await errors,
			'chenyu-top: Line 3 of standard input is not a run order id: "what is this". Such lines are skipped.\n',
		);
	});

	test('they come on top of those that are named as arguments', async t => {
		const service = await startService(t, {
			scenario: {runs: [finishedRun('A portrait'), finishedRun('A film')]},
		});
		const [first = '', second = ''] = service.runOrderIds;
		const {code, stdout} = await runHeadless(watchArguments(service, [first, '-'], ['--plain']), {
			env,
			input: second,
		});
		assert.equal(code, 0);
		assert.match(stdout, /^\S+ watching 1 run\n[^]*done: 2 succeeded/);
	});

	test('none at all is said, and is exit code 2', async t => {
		const service = await startService(t, {scenario: {runs: []}});
		const {code, stdout, stderr} = await runHeadless(watchArguments(service, ['-'], ['--json']), {
			env,
			input: '\n',
		});
		assert.equal(code, 2);
		assert.match(stderr, /^chenyu-top: "-" found no run order id[^\n]*\n$/);
		assert.equal(readEvents(stdout).at(-1)?.['exit_code'], 2);
		assert.deepEqual(service.recorded, []);
	});

	test('a signal ends it while the input is open, with the last line (K5)', async t => {
		const service = await startService(t, {
			scenario: {runs: [queuedRun('A film')]},
		});
		const [id = ''] = service.runOrderIds;

		for (const [signal, code] of [
			['SIGINT', 130],
			['SIGTERM', 143],
			['SIGHUP', 129],
		] as const) {
			const {child, exit, errors} = startProgram(service, '--json', '-');
			child.stdin.write(`${id}\n`);
			let written = '';

			for await (const chunk of child.stdout) {
				const before = written;
				written += String(chunk);

				if (written.includes('"queued"') && !before.includes('"queued"')) {
					child.kill(signal);
				}
			}

			assert.equal(await exit, code);
			assert.equal(await errors, '');
			const end = readEvents(written).at(-1) ?? {};
			assert.deepEqual([end['reason'], end['exit_code']], ['signal', code]);
		}
	});

	test('with a screen the keys are read from the terminal itself', async t => {
		const service = await startService(t, {
			scenario: {runs: [queuedRun('A film'), queuedRun('A song')]},
		});
		const command = [node, program(), ...watchArguments(service, ['-'], [])];
		const script = `{ printf '%s\\n' "$0" 'no id'; exec cat "$1"; } | "\${@:2}"; echo "left with $?"`;
		const terminal = openPty(t, 'bash', {
			args: ['-c', script, service.runOrderIds.join('\n'), '/dev/null', ...command],
			env,
			columns: 120,
		});
		const screen = await terminal.waitFor(/A film[^]*A song/);
		assert.match(screen.join('\n'), /Line 3 of standard input is not a run order id: "no id"/);
		terminal.press('?');
		await terminal.waitFor('esc');
		terminal.press('q', 'q');
		await terminal.waitFor('left with 0');
		assert.ok(!terminal.isAlternate());
		assertKeyless(terminal.raw());
	});
});

suite('what else a script relies on', {concurrency: 3}, () => {
	test('K2: 50 MiB through a slow pipe arrive whole', async t => {
		const message = 'x'.repeat(1024 * 1024);
		const run = finishedRun('A film');
		const scenario = {
			runs: [
				{
					...run,
					nodes: run.nodes.map((part, index) =>
						index === 0
							? {
									...part,
									lines: Array.from({length: 50}, (_, place) => ({
										at: place / 50,
										level: 'info' as const,
										message: `${place} ${message}`,
									})),
								}
							: part,
					),
				},
			],
		};
		const service = await startService(t, {scenario});
		const {child, exit} = startProgram(service, '--json', ...service.runOrderIds);
		child.stdin.end();
		const chunks: Buffer[] = [];

		for await (const chunk of child.stdout) {
			chunks.push(chunk as Buffer);
			// A reader that lets everything else go first.
			await new Promise(resolve => {
				setImmediate(resolve);
			});
		}

		assert.equal(await exit, 0);
		const events = readEvents(Buffer.concat(chunks).toString());
		const long = events.filter(event => String(event['message']).length > message.length);
		assert.deepEqual(
			long.map(event => String(event['message']).split(' ')[0]),
			Array.from({length: 50}, (_, place) => String(place)),
		);
		assert.equal(events.at(-1)?.['event'], 'end');
	});

	test('how it stands is shown on stderr where that is a terminal, and cleared in the end', async t => {
		const service = await startService(t, {
			scenario: {runs: [runEndingIn(2500, 'A film'), finishedRun('A portrait')]},
		});
		const folder = temporaryFolder(t);
		const args = ['--json', '--interval', '0.2', ...service.runOrderIds];
		const command = [node, program(), ...watchArguments(service, [], args)];
		const script = '"${@:1}" >"$0"; echo "left with $?"';
		const file = join(folder, 'events');
		const terminal = openPty(t, 'bash', {args: ['-c', script, file, ...command], env});
		await terminal.waitFor('1 running · 1 succeeded · CNY 0.000');
		const screen = await terminal.waitFor('left with 0');
		assert.deepEqual(screen.filter(Boolean), ['left with 0']);
		assert.ok(!terminal.raw().includes('\u001B'), 'no escape sequence (D4)');
		assert.equal(readEvents(readFileSync(file, 'utf8')).at(-1)?.['succeeded'], 2);
	});

	test('D4: no progress where the terminal is dumb, in an automatic build, or where stderr is none', async t => {
		const service = await startService(t, {
			scenario: {runs: [runEndingIn(1000, 'A film')]},
		});
		const folder = temporaryFolder(t);
		const command = [node, program(), ...watchArguments(service, service.runOrderIds, ['--json'])];

		for (const more of [{TERM: 'dumb'}, {CI: 'true'}]) {
			const terminal = openPty(t, 'bash', {
				args: ['-c', '"${@:1}" >"$0"', join(folder, 'events'), ...command],
				env: {...env, ...more},
			});
			assert.equal((await terminal.exit).code, 0);
			assert.equal(terminal.raw().toString(), '');
		}

		const {stderr} = await runHeadless(command.slice(2), {env});
		assert.equal(stderr, '');
	});
});

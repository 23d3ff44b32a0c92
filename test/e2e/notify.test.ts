import assert from 'node:assert/strict';
import {chmodSync, existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';
import {assertNoAddress, startChat} from '../notify/chat-server.ts';
import {readEvents} from './events.ts';
import {makeHome, runIn} from './home.ts';
import {apiKey, assertKeyless} from './key.ts';
import {failedRun, finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {leave, openOn, runOn, spawnOn, standInProgram, watchArguments} from './watch.ts';

/** A run that is watched before it ends, also by a slow machine: its time begins with the first request. */
const endingRun = (title: string) => runEndingIn(2000, title);

async function serviceWith(t: TestContext, ...runs: ReturnType<typeof finishedRun>[]) {
	return startService(t, {scenario: {runs}, apiKey});
}

suite('hooks and channels of the built program', {concurrency: 2}, () => {
	test('a hook gets the end of a run, and channels a message; no output has an address or the key', async t => {
		const service = await serviceWith(t, endingRun('A portrait'), failedRun('An old failure'));
		const chat = await startChat(t);
		const home = makeHome(t, {
			channels: [chat.setting('feishu'), chat.setting('webhook'), chat.setting('wecom')],
			hooks: {
				allDone: [
					'sh',
					'-c',
					`echo "$1 ${apiKey} ${'x'.repeat(300)}" >&2; exit 3`,
					'sh',
					'$HOME_OF_HOOK',
				],
				failed: ['sh', '-c', 'touch failed-hook-ran'],
			},
		});
		const script = `cat > '${home.path}/end'; env > '${home.path}/env'`;
		const recording = join(home.path, 'recording');
		const result = await runOn(service, {
			args: ['--json', '--interval', '0.2', '--on-end', `sh -c "${script}"`, '--record', recording],
			env: {HOME: home.path, HOME_OF_HOOK: home.path},
		});
		assert.equal(result.code, 1, 'the old failure counts as always');
		// The argument is not a variable of this program, so it stays as it is, and no shell replaces it.
		assert.match(
			result.stderr,
			/the hook "allDone" \(sh\) failed: exit code 3 · \$HOME_OF_HOOK \[key\] x{150,200}\n/,
		);
		assert.equal(existsSync('failed-hook-ran'), false, 'it had failed before the watch began');
		const [event] = readEvents(readFileSync(join(home.path, 'end'), 'utf8'));
		const id = service.runOrderIds[0];
		assert.deepEqual(
			[event?.event, event?.['run_order_id'], event?.['status']],
			['run', id, 'succeeded'],
		);
		const own = result.events.filter(one => one['run_order_id'] === id && one.event === 'run');
		assert.deepEqual(
			event,
			own.find(one => one['status'] === 'succeeded'),
		);
		const env = readFileSync(join(home.path, 'env'), 'utf8');
		assert.match(env, new RegExp(`^CHENYU_RUN_ID=${id}$`, 'm'));
		assert.match(env, /^CHENYU_RUN_STATUS=succeeded$/m);
		assert.match(env, /^CHENYU_RUN_COST=0\.\d+$/m);
		assert.deepEqual(chat.requests.map(({kind}) => kind).toSorted(), [
			'feishu',
			'webhook',
			'wecom',
		]);

		for (const {lines, headers, body} of chat.requests) {
			assert.equal(lines[0], 'chenyu-top');
			assert.match(lines.join('\n'), /✓ A portrait · \w+: succeeded · .*¥0\.\d+/);
			assert.match(lines.join('\n'), /all 2 runs have ended: 1 succeeded, 1 failed, /);
			assertKeyless(`${JSON.stringify(headers)}${body}`);
		}

		const config = await runIn(home, ['config']);
		assert.match(config.stdout, /^channels +feishu, webhook, wecom +config file$/m);
		const written = [
			result.stdout,
			result.stderr,
			env,
			config.stdout,
			readFileSync(recording, 'utf8'),
		];
		assertNoAddress(written.join(''));
		assertKeyless(written.join(''));
	});

	test('the screen says once that a hook failed', async t => {
		const service = await serviceWith(t, endingRun('A portrait'), queuedRun('A film'));
		const folder = temporaryFolder(t);
		standInProgram(t, 'play', 'echo no sound >&2; exit 4', folder);
		const home = makeHome(t, {hooks: {end: [join(folder, 'play')]}});
		const terminal = openOn(t, service, {args: ['--interval', '0.2'], env: {HOME: home.path}});
		await terminal.waitFor(/the hook "end" \(play\) failed: exit code 4 · no sound/);
		await leave(terminal);
	});

	test('a signal waits no longer than 5 s for a channel, and for a hook that hangs, which is ended', async t => {
		const service = await serviceWith(t, endingRun('A portrait'), queuedRun('A film'));
		const chat = await startChat(t, [null]);
		const home = makeHome(t, {channels: [chat.setting('dingtalk', {on: ['end']})]});
		const pid = join(home.path, 'pid');
		const script = `echo $$ > ${pid}.new; mv ${pid}.new ${pid}; exec sleep 1000`;
		const {child, exit, stderr} = spawnOn(t, service, {
			args: ['--json', '--interval', '0.2', '--on-end', `sh -c '${script}'`],
			env: {HOME: home.path},
		});
		child.stdout.resume();

		while (!existsSync(pid)) {
			await new Promise(resolve => {
				setImmediate(resolve);
			});
		}

		child.kill('SIGTERM');
		assert.equal(await exit, 143);
		assert.match(await stderr, /hooks that did not end: 1, channels without their last message: 1/);
		assert.equal(chat.requests.length, 1);
		assert.throws(() => process.kill(Number(readFileSync(pid, 'utf8')), 0), {code: 'ESRCH'});
	});

	test('doctor says how many there are, and --channels what each answers', async t => {
		const service = await serviceWith(t, finishedRun('A portrait'));
		const chat = await startChat(t, [{body: {errcode: 310_000, errmsg: 'sign not match'}}]);
		const home = makeHome(t, {
			channels: [chat.setting('dingtalk'), chat.setting('feishu')],
			hooks: {end: ['true']},
		});
		const doctor = async (...args: readonly string[]) =>
			runIn(home, ['doctor', ...watchArguments(service, [], args)], {CHENYU_API_KEY: apiKey});
		const without = await doctor();
		assert.match(without.stdout, /^ok +config .*; hooks: 1, channels: 2$/m);
		assert.deepEqual([without.code, chat.requests.length], [0, 0]);
		const {code, stdout, stderr} = await doctor('--channels');
		assert.equal(code, 1);
		assert.equal(chat.requests.length, 2);
		assert.deepEqual(chat.requests[0]?.lines.slice(1), [
			'This is a test message. Messages about runs arrive here.',
		]);
		const [refused = ''] = stdout.match(/^FAIL +channel .*$/m) ?? [];
		assert.match(refused, /channel \d \((dingtalk|feishu)\)/);
		assertNoAddress(stdout + stderr);
	});

	test('the config is refused if others may read the addresses or change the hooks', async t => {
		const chat = await startChat(t);
		const home = makeHome(t, {channels: [chat.setting('wecom')], hooks: {end: ['true']}});
		chmodSync(home.configPath, 0o640);
		const read = await runIn(home, ['--demo', '--once']);
		assert.match(
			read.stderr,
			/^chenyu-top: \S+json: Other users can read the addresses and passwords in this file \(mode 640\)\. Run chmod 600 \/\S+\.\n$/,
		);
		chmodSync(home.configPath, 0o600);
		chmodSync(dirname(home.configPath), 0o770);
		const changed = await runIn(home, ['--demo', '--once']);
		assert.match(
			changed.stderr,
			/^chenyu-top: \S+: Other users can change \/\S+, .*\. Run chmod go-w \/\S+\.\n$/,
		);
		assert.deepEqual([read.code, changed.code], [2, 2]);
		chmodSync(dirname(home.configPath), 0o700);
		const demo = await runIn(home, ['--demo', '--json', '--until', 'any']);
		assert.match(demo.stdout, /"reason":"until"/);
		assert.deepEqual(chat.requests, [], 'a demo sends nothing');
		assertNoAddress(read.stderr + changed.stderr);
	});
});

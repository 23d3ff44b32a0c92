import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {inspect} from 'node:util';
import {openPostClient, type PostClient} from '../../source/api/post-client.ts';
import {channelKinds, type Channel, type ChannelFailure} from '../../source/core/notify.ts';
import type {RunOrderId} from '../../source/core/run.ts';
import {Secret} from '../../source/core/secret.ts';
import {startNotifier, testChannels, type NotifierOptions} from '../../source/notify/index.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import type {Notice} from '../../source/store/notice.ts';
import {serveBytes} from '../api/loopback.ts';
import {openStore, runError, runsAdded, titled, watching} from '../events/watch.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {assertKeyless, formsOf} from '../helpers/keyless.ts';
import {hangMs, temporaryFolder} from '../helpers/program.ts';
import {money} from '../helpers/sample.ts';
import {polled, start} from '../helpers/values.ts';
import {assertNoAddress, linesOfPost, secret, startChat, token} from './chat-server.ts';

const messages = messagesFor('en');
const ended = {phase: 'succeeded', totalCost: money('0.25')} as const;
const failed = {phase: 'failed', error: runError('out of memory')} as const;

function open(
	t: TestContext,
	setUp: Pick<NotifierOptions, 'hooks'> | {readonly channels: readonly Channel[]},
	others: Partial<NotifierOptions> = {},
) {
	const clock = new FakeClock(start);
	const store = openStore(clock, watching('a', 'b', 'c', 'd', 'e', 'f'));
	const notices: Notice[] = [];
	const notifier = startNotifier({
		store,
		clock,
		hooks: {},
		channels: [],
		messages,
		env: {PATH: process.env['PATH'], CHENYU_API_KEY: 'cy_secret'},
		host: new EventEmitter(),
		openClient: openPostClient,
		showNotice: notice => notices.push(notice),
		...setUp,
		...others,
	});
	t.after(() => {
		notifier.abort();
	});
	return {
		clock,
		store,
		notices,
		notifier,
		sentences: () => notices.map(notice => messages.notice(notice, String)),
		/** The runs are running, then get what is given. */
		runs: (changes: Readonly<Record<RunOrderId, Parameters<typeof polled>[1]>>) => {
			for (const id of Object.keys(changes)) {
				store.dispatch(polled(id));
			}

			for (const [id, change] of Object.entries(changes)) {
				store.dispatch(polled(id, change));
			}
		},
	};
}

/** Waits in real time for something that another process or server does. */
async function until(condition: () => boolean): Promise<void> {
	while (!condition()) {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}
}

/** A hook that writes its input, and its run, status and cost, to a file, and waits until `go` exists. */
function recordingHook(folder: string): readonly string[] {
	const script =
		'cat > "$1/$CHENYU_RUN_ID.json"; echo "$CHENYU_RUN_STATUS $CHENYU_RUN_COST key:$CHENYU_API_KEY:" > "$1/$CHENYU_RUN_ID.new"; mv "$1/$CHENYU_RUN_ID.new" "$1/$CHENYU_RUN_ID.txt"; while [ ! -e "$1/go" ]; do sleep 0.05; done';
	return ['sh', '-c', script, 'hook', folder];
}

suite('hooks', {timeout: hangMs}, () => {
	test('get the event of --json, the variables and no key; four run at once', async t => {
		const folder = temporaryFolder(t);
		const {runs, notifier, notices} = open(t, {hooks: {end: recordingHook(folder)}});
		const begun = () => readdirSync(folder).filter(file => file.endsWith('.txt'));
		runs({a: ended, b: failed, c: ended, d: ended, e: ended, f: ended});
		await until(() => begun().length >= 4);
		// The other two cannot have started: they start only after one of these has ended.
		assert.deepEqual(begun(), ['a.txt', 'b.txt', 'c.txt', 'd.txt']);
		writeFileSync(join(folder, 'go'), '');
		await notifier.close();
		assert.equal(begun().length, 6);
		assert.deepEqual(notices, []);
		assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'succeeded 0.25 key::\n');
	});

	test('run for what happens from the start on, once for each run', async t => {
		const folder = temporaryFolder(t);
		const log = join(folder, 'log');
		const hook = (event: string) => [
			'sh',
			'-c',
			`echo ${event} "$CHENYU_RUN_ID" "$1" >> ${log}`,
			'',
			'$CHENYU_RUN_ERROR',
		];
		const names = ['end', 'failed', 'allDone'] as const;
		const {store, notifier, notices} = open(t, {
			hooks: Object.fromEntries(names.map(one => [one, hook(one)])),
		});
		// Ended before the watch, and created and ended during it.
		store.dispatch(polled('a', {...ended, createdAt: start - 1}));
		store.dispatch(polled('b', {...ended, createdAt: start + 1}));

		for (const id of ['c', 'd', 'e', 'f']) {
			store.dispatch(polled(id));
		}

		store.dispatch(polled('c', {...failed, terminalAt: start + 2}));
		store.dispatch(polled('c'));
		store.dispatch(polled('c', {...failed, terminalAt: start + 2}));
		store.dispatch(polled('d', {...failed, terminalAt: start + 3}));
		store.dispatch(polled('e', {...failed, terminalAt: start + 4}));
		store.dispatch(polled('f', {phase: 'canceled'}));
		await notifier.close();
		assert.deepEqual(notices, []);
		assert.deepEqual(
			readFileSync(log, 'utf8')
				.trimEnd()
				.split('\n')
				.map(line => line.trim())
				.toSorted(),
			[
				'allDone',
				'end b',
				...['c', 'd', 'e'].map(id => `end ${id} out of memory`),
				'end f',
				...['c', 'd', 'e'].map(id => `failed ${id} out of memory`),
			],
		);
	});

	test('a failure is reported once until the hook works again', async t => {
		const folder = temporaryFolder(t);
		const script = `echo >> ${folder}/$CHENYU_RUN_ID; [ $CHENYU_RUN_ID = c ] || { echo no NAS >&2; exit 3; }`;
		const hooks = {end: ['sh', '-c', script], failed: ['no-such-program-here']};
		const {clock, runs, notifier, sentences} = open(t, {hooks});
		const broken = 'the hook "end" (sh) failed: exit code 3 · no NAS';
		const missing = 'the hook "failed" (no-such-program-here) failed: there is no such program';

		for (const [id, change, said] of [
			['a', failed, [broken, missing]],
			['b', failed, [broken, missing]],
			['c', ended, [broken, missing]],
			['d', ended, [broken, broken, missing]],
		] as const) {
			runs({[id]: change});
			// Without timers no hook is running.
			await until(() => readdirSync(folder).includes(id) && clock.pending === 0);
			assert.deepEqual(sentences().toSorted(), said);
		}

		await notifier.close();
	});

	test('a hook that hangs is ended after 60 s, with its children', async t => {
		const folder = temporaryFolder(t);
		const hooks = {end: ['sh', '-c', `echo $$ > ${folder}/pid; sleep 1000 | sleep 1000`]};
		const {clock, runs, sentences} = open(t, {hooks});
		runs({a: ended});
		await until(
			() => readdirSync(folder).includes('pid') && readFileSync(join(folder, 'pid'), 'utf8') !== '',
		);
		const group = -Number(readFileSync(join(folder, 'pid'), 'utf8'));
		clock.advance(59_999);
		process.kill(group, 0);
		clock.advance(1);
		await until(() => sentences().length > 0);
		assert.deepEqual(sentences(), ['the hook "end" (sh) failed: it was stopped after 60 s']);
		await until(() => isGone(group));
	});
});

function isGone(group: number): boolean {
	try {
		process.kill(group, 0);
		return false;
	} catch {
		return true;
	}
}

const testing = {messages, clock: new FakeClock(), openClient: openPostClient};

/** Sends a test message, which fails. */
async function failureOf(channel: Channel): Promise<ChannelFailure> {
	const [why = null] = await testChannels([channel], testing);
	assert.ok(why !== null);
	return why;
}

/** A client that answers by itself, so that no real time passes: with the fake clock, all waits are exact. */
function scriptedClient(statuses: readonly (number | string)[]) {
	const bodies: string[] = [];
	const client: PostClient = {
		async post({body}) {
			const answer = statuses[bodies.push(body) - 1] ?? 200;

			if (typeof answer === 'string') {
				throw Object.assign(new Error('no'), {code: answer});
			}

			return {status: answer, headers: {'retry-after': '30'}, body: '{"code": 0}'};
		},
		async close() {},
	};
	return {bodies, openClient: () => client};
}

suite('channels', {timeout: hangMs}, () => {
	test('ends within ten seconds share one message; failures come first', async t => {
		const chat = await startChat(t);
		const {bodies, openClient} = scriptedClient([]);
		const {clock, store, runs} = open(t, {channels: [chat.channel('feishu')]}, {openClient});
		runs({a: ended});
		await clock.advanceAsync(9999);
		runs({b: failed});
		store.dispatch(titled('wf_1', '文生图'));
		assert.deepEqual(bodies, []);
		await clock.advanceAsync(1);
		runs({c: ended});
		await clock.advanceAsync(9999);
		assert.equal(bodies.length, 1);
		await clock.advanceAsync(1);
		const [first = '', second = ''] = bodies.map(body => linesOfPost(JSON.parse(body) as never));
		assert.deepEqual(first, [
			'chenyu-top: 2 runs ended · 1 failed · 1 succeeded',
			'✗ 文生图 · b: failed: out of memory',
			'✓ 文生图 · a: succeeded · ¥0.25',
		]);
		assert.deepEqual(second, ['chenyu-top', '✓ 文生图 · c: succeeded · ¥0.25']);
		assert.equal(clock.pending, 0);
	});

	test('a template makes the body of another service, however long the message is', async t => {
		const chat = await startChat(t);
		const {bodies, openClient} = scriptedClient([]);
		const body = new Secret('{"chat_id":7,"m":[{"t":"{title}"},"{lines}","{text} {x}"]}', '');
		const channels = [chat.channel('webhook', {body})];
		const {clock, store, runs} = open(t, {channels}, {openClient});
		const bad = {
			phase: 'failed',
			error: runError(`"quoted" \\ $& {text} ${'长'.repeat(999)}`),
		} as const;
		store.dispatch(titled('wf_1', '长'.repeat(99)));
		runs({a: bad, b: bad, c: bad, d: bad, e: bad, f: bad});
		await clock.advanceAsync(10_000);
		const {
			chat_id: id,
			m: [{t: title}, lines, whole],
		} = JSON.parse(bodies[0] ?? '') as {
			readonly chat_id: number;
			readonly m: readonly [{readonly t: string}, string, string];
		};
		assert.deepEqual([id, title], [7, 'chenyu-top: 6 runs ended · 6 failed']);
		assert.match(lines, /^✗ 长[^]* failed: "quoted" \\ \$& \{text\} 长[^]*\nand \d more$/);
		assert.equal(whole, `${title}\n${lines} {x}`);
		assert.ok(Buffer.byteLength(whole) <= 2004);
	});

	test('a message is sent three times at most; a limit is waited for; a failure is reported once', async t => {
		const chat = await startChat(t);
		const {bodies, openClient} = scriptedClient([502, 'ECONNREFUSED', 503, 429, 200, 'ECONNRESET']);
		const {clock, runs, sentences} = open(t, {channels: [chat.channel('webhook')]}, {openClient});
		const sentAfter = async (ms: number, count: number) => {
			await clock.advanceAsync(ms - 1);
			assert.equal(bodies.length, count - 1);
			await clock.advanceAsync(1);
			assert.equal(bodies.length, count);
		};
		runs({a: ended});
		await sentAfter(10_000, 1);
		await sentAfter(10_000, 2);
		await sentAfter(10_000, 3);
		assert.deepEqual(sentences(), ['channel 1 (webhook): the message was refused (HTTP 503)']);
		runs({b: ended});
		await sentAfter(10_000, 4);
		await sentAfter(30_000, 5);
		assert.equal(sentences().length, 1);
		runs({c: ended});
		await sentAfter(10_000, 6);
		await sentAfter(10_000, 7);
		assert.equal(sentences().length, 1);
	});

	test('gets only the events of its `on`; at the end what waits is sent at once', async t => {
		const chat = await startChat(t);
		const channels = [chat.channel('dingtalk', {on: ['failed', 'allDone']}), chat.channel('wecom')];
		const {clock, runs, notifier, notices} = open(t, {channels});
		runs({a: ended, b: failed});
		await notifier.close();
		assert.deepEqual(notices, []);
		assert.deepEqual(
			chat.requests.toSorted((a, b) => a.kind.localeCompare(b.kind)).map(({lines}) => lines),
			[
				['chenyu-top', '✗ b: failed: out of memory'],
				[
					'chenyu-top: 2 runs ended · 1 failed · 1 succeeded',
					'✗ b: failed: out of memory',
					'✓ a: succeeded · ¥0.25',
				],
			],
		);
		assert.equal(clock.pending, 0);
	});

	test('a title mentions nobody and makes no link; what does not fit is counted', async t => {
		const chat = await startChat(t);
		const {store, notifier} = open(t, {channels: channelKinds.map(kind => chat.channel(kind))});
		const ids = Array.from({length: 40}, (_, index) => `run${index}`);
		const hostile = `<at user_id="all">x</at> <@all> @all [a](https://evil.example) ${'长'.repeat(200)}`;
		store.dispatch(runsAdded(...ids));

		for (const id of ids) {
			store.dispatch(polled(id));
			store.dispatch(polled(id, ended));
		}

		store.dispatch(titled('wf_1', hostile));
		await notifier.close();
		assert.equal(chat.requests.length, 4);

		for (const {kind, lines, body} of chat.requests) {
			const shown = lines.length - 2;
			assert.equal(lines[0], 'chenyu-top: 40 runs ended · 40 succeeded');
			assert.equal(lines.at(-1), `and ${40 - shown} more`);
			assert.ok(kind === 'wecom' ? shown >= 2 : shown === 20, `${kind} ${shown}`);
			assert.match(
				lines[1] ?? '',
				/^✓ ＜at user_id="all">x＜\/at> ＜＠all> ＠all \[a\] \(https.*…/,
			);
			assert.doesNotMatch(kind === 'webhook' ? lines.join('') : body, /<|@|\]\(/);
		}
	});

	test('error codes in responses are understood, and show no address', async t => {
		const leaky = `sign match fail ${token} ${secret}`;
		const cases = [
			['feishu', {code: 19_021, msg: leaky}, '19021 sign match fail [key] [key], signature'],
			['feishu', {code: 19_024, msg: 'Key Words Not Found'}, '19024 Key Words Not Found, keyword'],
			['feishu', {code: 9499, msg: 'Bad Request'}, '9499 Bad Request, null'],
			['feishu', {code: 9499, msg: 'too many request'}, 'wait 60 s'],
			['feishu', {code: 11_232, msg: 'frequency limited'}, 'wait 60 s'],
			['dingtalk', {errcode: 310_000, errmsg: 'no keywords'}, '310000 no keywords, security'],
			['dingtalk', {errcode: 130_101, errmsg: 'send too fast'}, 'wait 600 s'],
			['dingtalk', {errcode: 90_030, errmsg: 'webhook over limit'}, 'wait 600 s'],
			['dingtalk', '', 'wait 600 s', {status: 302, headers: {location: '/elsewhere'}}],
			['wecom', {errcode: 45_009, errmsg: 'api freq out of limit'}, 'wait 60 s'],
			['wecom', {errcode: 93_000, errmsg: 'invalid url'}, '93000 invalid url, address'],
			['wecom', '<!doctype html><p>Log in', 'unreadable'],
			['webhook', {}, 'wait 7 s', {status: 429, headers: {'retry-after': '7'}}],
			['webhook', {}, 'HTTP 302 , null', {status: 302, headers: {location: '/elsewhere'}}],
		] as const;
		const chat = await startChat(
			t,
			cases.map(([, body, , answer = {}]) => ({body, ...answer})),
		);

		for (const [kind, , expected] of cases) {
			const why = await failureOf(chat.channel(kind));
			const said =
				why.kind === 'refused'
					? `${why.code} ${why.detail}, ${why.hint}`
					: why.kind === 'limited'
						? `wait ${why.retryAfterMs / 1000} s`
						: why.kind;
			assert.equal(said, expected);
			assertNoAddress(JSON.stringify(why));
		}

		const channel = chat.channel('feishu');
		assertNoAddress(`${String(channel.url)} ${JSON.stringify(channel)} ${inspect(channel)}`);
	});
});

test('faults of a connection are named, and what is no HTTP breaks nothing', async t => {
	const replies = [
		'SSH-2.0-OpenSSH\r\n',
		`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(70_000)}`,
		'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"code":',
	];
	const {url} = await serveBytes(t, (socket, connection) => socket.end(replies[connection] ?? ''));
	const chat = await startChat(t);
	const channel = chat.channel('feishu', {url: new Secret(url.href, '')});
	const sentences: string[] = [];

	for (const _ of replies) {
		const why = await failureOf(channel);
		sentences.push(messages.notice({kind: 'channel-failed', channel, why}, String));
	}

	const page = await serveBytes(t, socket => socket.end(replies[1] ?? ''));
	const webhook = chat.channel('webhook', {url: new Secret(page.url.href, '')});
	assert.deepEqual(await testChannels([webhook], testing), [null], 'its status says all');
	const notBot = 'the response is not that of a bot; check its "url" and "kind"';
	assert.deepEqual(
		sentences,
		[
			notBot,
			notBot,
			'it cannot be reached: the connection was closed too early (UND_ERR_SOCKET)',
		].map(why => `channel 1 (feishu): ${why}`),
	);
});

test('a response that repeats the address or the secret in any form does not show it', async t => {
	const forms = [token, secret].flatMap(one => formsOf(one).filter(form => form.length >= 8));
	const chat = await startChat(
		t,
		forms.map(form => ({body: {code: 19_001, msg: `no ${form} here`}})),
	);

	for (const form of forms) {
		const why = await failureOf(chat.channel('feishu'));
		assert.equal(why.kind, 'refused');
		assertKeyless(JSON.stringify(why), token, form);
		assertKeyless(JSON.stringify(why), secret, form);
	}
});

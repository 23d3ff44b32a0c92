import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {apiKey, assertKeyless} from '../e2e/key.ts';
import type {Chance} from '../helpers/chance.ts';
import {assertEvent} from '../helpers/event-schema.ts';
import type {Key} from '../helpers/key-bytes.ts';
import {node, program, temporaryFolder, testEnvironment, type Scope} from '../helpers/program.ts';
import {runHeadless, type HeadlessResult} from '../helpers/run-headless.ts';
import {assertAllowed} from '../helpers/terminal-grammar.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {jsonTexts, naughtyStrings, oddValues} from './corpora.ts';
import {faults} from './faults.ts';
import {mutate} from './mutate.ts';
import {randomScript, type Script} from './script.ts';
import {startFuzzService} from './service.ts';

/** A round starts the built program, treats it badly, and throws if it does anything wrong. */
type Round = (scope: Scope, chance: Chance) => Promise<void>;

type Event = {readonly event: string; readonly run_order_id?: string; readonly message?: string};

const runsPerRound = 20;
const env = {CHENYU_API_KEY: apiKey};

/** A third of the responses fail. Each run is followed to its end, and no log entry is lost or doubled. */
async function faultsRound(scope: Scope, chance: Chance): Promise<void> {
	const runs = new Map<string, {script: Script; polls: number}>(
		Array.from({length: runsPerRound}, (_, index) => [
			`wfrun_fault${String(index).padStart(15, '0')}`,
			{script: randomScript(chance, chance.happens(0.5) ? 12 : null), polls: 0},
		]),
	);
	const origin = await startFuzzService(scope, (id, response) => {
		const run = runs.get(id);
		assert.ok(run !== undefined);
		const body = Buffer.from(run.script.responses[run.polls] ?? run.script.responses.at(-1) ?? '');

		if (chance.happens(0.3)) {
			faults.get(chance.pick([...faults.keys()]))?.(response, body, chance);
		} else {
			run.polls++;
			response.end(body);
		}
	});
	const result = await watch(origin, [...runs.keys()]);
	const events = checkedEvents(result);
	assert.equal(result.code, 0, result.stderr);

	for (const [id, {script}] of runs) {
		const messages = events
			.filter(one => one.event === 'log' && one.run_order_id === id)
			.map(({message}) => message);
		assert.deepEqual(messages, script.messages, `the log of ${id}`);
	}
}

/** Responses with random bytes and values change what is known, but stop nothing and reach no output unclean. */
async function responsesRound(scope: Scope, chance: Chance): Promise<void> {
	const polls = new Map<string, number>();
	const texts = [...jsonTexts, ...oddValues, ...naughtyStrings.map(text => JSON.stringify(text))];
	const origin = await startFuzzService(scope, (id, response) => {
		const count = (polls.get(id) ?? 0) + 1;
		const {responses} = randomScript(chance, null);
		polls.set(id, count);

		if (count > 5) {
			response.end(responses.at(-1));
			return;
		}

		const right = chance.pick(responses);
		response.end(
			chance.happens(0.5)
				? mutate(Buffer.from(right), chance)
				: right.replace(chance.pick(right.match(/"[^"]*"(?!:)|[\d.]+/g) ?? ['']), () =>
						chance.pick(texts),
					),
		);
	});
	const ids = Array.from({length: runsPerRound}, (_, index) => `wfrun_mutated${index}0000000000`);
	const result = await watch(origin, ids);
	checkedEvents(result);
	assert.ok([0, 1, 3].includes(result.code ?? -1), `exit code ${result.code}: ${result.stderr}`);
}

/** A watch that is killed at any time leaves a history that can be read. */
async function killsRound(scope: Scope, chance: Chance): Promise<void> {
	const home = {...env, XDG_STATE_HOME: temporaryFolder(scope)};
	const origin = await startFuzzService(scope, (_id, response) => {
		response.end(chance.pick(randomScript(chance, null).responses));
	});

	for (let times = 0; times < 5; times++) {
		const ids = Array.from({length: 5}, (_, index) => `wfrun_killed${times}${index}000000000`);
		const args = [program(), ...ids, '--json', '--interval', '0.2', '--base-url', origin];
		const child = spawn(node, args, {env: testEnvironment(home), stdio: 'ignore'});
		const exit = once(child, 'exit');
		await setTimeout(chance.integer(200, 1500));
		child.kill(chance.pick(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const));
		await exit;
	}

	const args = ['cost', '--json', '--base-url', origin];
	const {code, stdout, stderr} = await runHeadless(args, {env: home});
	assert.equal(code, 0, stderr);
	stdout
		.split('\n')
		.filter(line => line !== '')
		.forEach(line => void JSON.parse(line));
}

const characters =
	'abcdefghijklmnoprstuwxyzABCDEFGIJKLMNOPRSTUVWXYZ0123456789`~!@#$%^&*()-_=+[]{}|;:\'",.<>/?';
const namedKeys: readonly Key[] =
	'up down left right home end pageup pagedown tab shift+tab enter esc space backspace del f1'.split(
		' ',
	);
/** Replies of terminals, a paste, Chinese text, an emoji, reports of mouse and keys. None of them acts as a key. */
const otherInput: readonly string[] = [
	'\u001B[?1;2c',
	'\u001B[24;80R',
	'\u001B[8;24;80t',
	'\u001B]11;rgb:0000/0000/0000\u0007',
	'\u001BP1$r0m\u001B\\',
	'\u001B_Gi=31;OK\u001B\\',
	'\u001B[200~wfrun_pasted\nq\u0003\u001B[201~',
	'晨羽',
	'👩‍👩‍👧',
	'\u001B[<0;10;5M',
	'\u001B[97;5u',
	'\u0000',
];
/** OSC 52, and the questions whether the terminal shows pictures: keys may cause them. */
// oxlint-disable-next-line no-control-regex
const wanted = /\u001B\]52;c;[\w+/=]*(?:\u0007|\u001B\\)|\u001B_G[^\u001B]*\u001B\\|\u001B\[16t/g;

/** After hundreds of random keys the screen still answers, and the program ends when it is told. */
async function keysRound(scope: Scope, chance: Chance): Promise<void> {
	const folder = temporaryFolder(scope);
	const terminal = openTerminal(scope, {
		args: ['--demo'],
		env: {...env, HOME: folder, PAGER: 'true', EDITOR: 'true', PATH: '/nonexistent'},
		columns: 120,
		rows: 40,
		cwd: folder,
	});
	await terminal.waitFor('┌');

	for (let burst = 0; burst < 10; burst++) {
		for (let times = 0; times < 40; times++) {
			if (chance.happens(0.05)) {
				terminal.type(chance.pick(otherInput));
			} else {
				terminal.press(chance.pick([...characters, ...namedKeys]));
			}
		}

		const columns = 100 + burst;
		terminal.press('esc');
		terminal.resize(columns, 40);
		await terminal.waitFor(screen => {
			const last = screen.at(-1) ?? '';
			return screen[0]?.startsWith('┌') === true && last.startsWith('└') && last.endsWith('┘');
		});
	}

	terminal.press('ctrl+c');
	assert.equal((await terminal.exit).code, 130);
	const written = terminal.raw().toString();
	assertKeyless(written);
	assertAllowed(written.replaceAll(wanted, ''), {sequences: true});
}

export const rounds: Readonly<Record<string, Round>> = {
	faults: faultsRound,
	responses: responsesRound,
	kills: killsRound,
	keys: keysRound,
};

async function watch(origin: string, ids: readonly string[]): Promise<HeadlessResult> {
	return runHeadless(
		[...ids, '--json', '--interval', '0.2', '--timeout', '1m', '--base-url', origin],
		{env, timeout: 300_000},
	);
}

/** Checks what a watch has written, and returns its events. */
function checkedEvents({stdout, stderr}: HeadlessResult): readonly Event[] {
	assertKeyless(stdout + stderr);
	assertAllowed(stdout);
	assertAllowed(stderr);
	assert.doesNotMatch(stderr, /^ +at /m, 'a stack trace');
	const events = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Event);
	events.forEach(event => assertEvent(event));
	assert.equal(events.at(-1)?.event, 'end');
	return events;
}

import assert from 'node:assert/strict';
import {setTimeout} from 'node:timers/promises';
import type {JsonEvent} from '../../e2e/events.ts';
import type {Key} from '../../helpers/key-bytes.ts';
import type {Scope} from '../../helpers/program.ts';
import {runHeadless} from '../../helpers/run-headless.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import {bigResponse, startBigService} from '../big-service.ts';
import {measureLoop, type LoopDelays} from '../loop-delays.ts';
import {scoped, type Context, type Part} from '../part.ts';

/** The maximum time from ctrl+c to the end of the program on an idle machine, in milliseconds. */
const maxLeaveMs = 300;
/** The longest allowed block of the event loop, and the highest allowed 99th percentile of all blocks (D8). */
const maxBlockMs = 250;
const maxP99Ms = 50;
/** Keys that switch between the panes, scroll them, and change the line wrapping and the filter of the log. */
const keys: readonly Key[] =
	'g G pageup pagedown 1 j j k G g pagedown 3 w w L L end home 4 1'.split(' ');
const keyIntervalMs = 40;
const env = {CHENYU_API_KEY: 'cy_campaign_size_0123456789abcdef'};
const mebibyte = 1024 * 1024;

/**
 * Asserts that the program reports huge amounts of runs, log entries and text completely, and that the screen still
 * responds quickly (D8, T16).
 */
export const part: Part = {
	whole: 6,
	async run({scale, results, figure}) {
		const many = (count: number): number => Math.max(10, Math.round(count * scale));
		const cases: Readonly<Record<string, (scope: Scope) => Promise<void>>> = {
			'1,000 runs': async scope => watchMany(scope, many(1000)),
			'200,000 entries a poll': async scope => reportAll(scope, many(200_000), figure),
			'a line as long as a response may be': async scope => reportLine(scope, many(60 * mebibyte)),
			'a line that is longer than a response may be': refuseLine,
			'100,000 new lines at once, on the screen': async scope =>
				showLines(scope, many(100_000), figure),
			'1,000 runs on the screen': async scope => showMany(scope, many(1000), figure),
		};

		for (const [name, work] of Object.entries(cases)) {
			await results.caseAsync(name, async () => scoped(work));
		}
	},
};

async function watchMany(scope: Scope, count: number): Promise<void> {
	const ids = Array.from({length: count}, (_, index) => `wfrun_${index}`);
	const url = await startBigService(scope, id => [bigResponse('succeeded', 2, () => id)]);
	const {code, stderr, events} = await headless(['-', '--base-url', url], `${ids.join('\n')}\n`);
	assert.deepEqual([code, stderr], [0, '']);
	assert.ok(events.filter(({event}) => event === 'run').length >= count);
	assert.equal(events.filter(({event}) => event === 'log').length, 2 * count);
	assert.equal(events.at(-1)?.['succeeded'], count);
}

async function reportAll(scope: Scope, count: number, figure: Context['figure']): Promise<void> {
	const began = performance.now();
	const url = await startBigService(scope, () => [
		bigResponse('running', count / 2),
		bigResponse('running', count),
		bigResponse('succeeded', count),
	]);
	const {code, events} = await headless(['wfrun_a', '--base-url', url, '--interval', '0.2']);
	assert.equal(code, 0);
	const messages = events.filter(({event}) => event === 'log').map(({message}) => message);
	assert.equal(messages.length, count);
	assert.ok(messages.every((message, index) => message === `entry ${index} 国风人像`));
	figure('seconds for 200,000 entries', Math.round((performance.now() - began) / 100) / 10);
}

async function reportLine(scope: Scope, length: number): Promise<void> {
	const {code, events} = await watchLine(scope, length);
	assert.equal(code, 0);
	const log = events.find(({event}) => event === 'log');
	assert.equal(String(log?.['message']).length, length);
}

async function refuseLine(scope: Scope): Promise<void> {
	const {code, events} = await watchLine(scope, 65 * mebibyte);
	assert.equal(code, 3);
	assert.equal(events.find(({event}) => event === 'problem')?.['kind'], 'too-large');
}

async function watchLine(scope: Scope, length: number) {
	const url = await startBigService(scope, () => [
		bigResponse('succeeded', 1, () => 'x'.repeat(length)),
	]);
	return headless(['wfrun_a', '--base-url', url]);
}

async function showLines(scope: Scope, count: number, figure: Context['figure']): Promise<void> {
	const url = await startBigService(scope, () => [
		bigResponse('running', 10),
		bigResponse('running', count),
	]);
	const wanted = new RegExp(`entry ${count - 1}`);
	judge('100,000 lines at once', await show(scope, ['wfrun_a', '--base-url', url], wanted), figure);
}

async function showMany(scope: Scope, count: number, figure: Context['figure']): Promise<void> {
	const ids = Array.from({length: count}, (_, index) => `wfrun_${index}`);
	const url = await startBigService(scope, id => [bigResponse('running', 5, () => `of ${id}`)]);
	judge('1,000 runs', await show(scope, [...ids, '--base-url', url], /of wfrun_0[^]*\n/), figure);
}

type Shown = {readonly delays: LoopDelays; readonly leaveMs: number};

/** Starts the program, waits until the screen shows `wanted`, presses `keys`, and quits with ctrl+c. */
async function show(scope: Scope, args: readonly string[], wanted: RegExp): Promise<Shown> {
	const loop = measureLoop(scope, env);
	const terminal = openTerminal(scope, {
		args: [...args, '--interval', '0.5'],
		env: loop.env,
		columns: 120,
		rows: 40,
	});
	await terminal.waitFor('running');
	terminal.kill('SIGVTALRM');
	terminal.press('3', 'G');
	await terminal.waitFor(wanted, {timeout: 60_000});

	for (const key of [...keys, ...keys, ...keys]) {
		terminal.press(key);
		await setTimeout(keyIntervalMs);
	}

	const began = performance.now();
	terminal.press('ctrl+c');
	assert.deepEqual(await terminal.exit, {code: 130, signal: null});
	return {leaveMs: performance.now() - began, delays: loop.delays()};
}

function judge(what: string, {delays, leaveMs}: Shown, figure: Context['figure']): void {
	const {most, p99, rss, samples} = delays;
	figure(`${what}: longest block in ms`, Math.round(most));
	figure(`${what}: p99 block in ms`, Math.round(p99));
	figure(`${what}: MiB`, Math.round(rss / mebibyte));
	figure(`${what}: ms to leave by ctrl+c`, Math.round(leaveMs));
	assert.ok(samples > 20, 'there are too few samples');
	assert.ok(most < maxBlockMs, `the event loop was blocked for ${most} ms (D8)`);
	assert.ok(p99 <= maxP99Ms, `the 99th percentile of blocks is ${p99} ms (D8)`);
	// A busy machine is slow to start and end processes.
	assert.ok(leaveMs < maxLeaveMs * 4, `ctrl+c took ${leaveMs} ms (D8)`);
}

async function headless(args: readonly string[], input = '') {
	const result = await runHeadless([...args, '--json'], {env, input, timeout: 240_000});
	const lines = result.stdout.split('\n').slice(0, -1);
	return {...result, events: lines.map(line => JSON.parse(line) as JsonEvent)};
}

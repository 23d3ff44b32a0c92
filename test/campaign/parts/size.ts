import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import type {Key} from '../../helpers/key-bytes.ts';
import {type Scope, temporaryFolder} from '../../helpers/program.ts';
import {runHeadless} from '../../helpers/run-headless.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import {bigAnswer, startBigService} from '../big-service.ts';
import {scoped, type Context, type Part} from '../part.ts';

/** How long ctrl+c may take, in milliseconds, when the machine has nothing else to do. */
const soonEnough = 300;
/** How long the loop may be held up by one piece of work, and by all but one in a hundred (D8). */
const longestBlock = 250;
const usualBlock = 50;
/** Through everything that there is, and back. */
const journey: readonly Key[] =
	'g G pageup pagedown 1 j j k G g pagedown 3 w w L L end home 4 1'.split(' ');
const betweenKeys = 40;
const apiKey = 'cy_campaign_size_0123456789abcdef';
const mebibyte = 1024 * 1024;

type Loop = {
	readonly most: number;
	readonly p99: number;
	readonly rss: number;
	readonly looks: number;
};

/** More of everything than anybody has: it is all told, and the screen goes on hearing keys (D8, T16). */
export const size: Part = {
	name: 'size',
	whole: 6,
	async run(context) {
		const {scale, results, figure} = context;
		const many = (count: number): number => Math.max(10, Math.round(count * scale));

		await results.caseAsync('1,000 runs', async () => {
			await watchMany(many(1000));
		});
		await results.caseAsync('200,000 entries a poll', async () => {
			await tellAll(many(200_000), figure);
		});
		await results.caseAsync('a line as long as an answer may be', async () => {
			await tellLongLine(many(60 * mebibyte));
		});
		await results.caseAsync('a line that is longer than an answer may be', refuseTooLong);
		await results.caseAsync('100,000 new lines at once, on the screen', async () => {
			await showAtOnce(many(100_000), figure);
		});
		await results.caseAsync('1,000 runs on the screen', async () => {
			await showMany(many(1000), figure);
		});
	},
};

async function watchMany(count: number): Promise<void> {
	const ids = Array.from({length: count}, (_, index) => `wfrun_${index}`);
	const {code, stdout, stderr} = await scoped(async scope => {
		const url = await startBigService(scope, id => [bigAnswer('succeeded', 2, () => id)]);
		return headless(['-', '--base-url', url, '--json'], `${ids.join('\n')}\n`);
	});
	assert.deepEqual([code, stderr], [0, '']);
	const events = eventsOf(stdout);
	assert.equal(events.filter(({event}) => event === 'run').length >= count, true);
	assert.equal(events.filter(({event}) => event === 'log').length, 2 * count);
	assert.equal(events.at(-1)?.['succeeded'], count);
}

async function tellAll(count: number, figure: Context['figure']): Promise<void> {
	const began = performance.now();
	const {code, stdout} = await scoped(async scope => {
		const url = await startBigService(scope, () => [
			bigAnswer('running', count / 2),
			bigAnswer('running', count),
			bigAnswer('succeeded', count),
		]);
		return headless(['wfrun_a', '--base-url', url, '--json', '--interval', '0.2']);
	});
	assert.equal(code, 0);
	const messages = eventsOf(stdout)
		.filter(({event}) => event === 'log')
		.map(({message}) => message);
	assert.equal(messages.length, count);
	assert.ok(messages.every((message, index) => message === `entry ${index} 国风人像`));
	figure('seconds for 200,000 entries', Math.round((performance.now() - began) / 100) / 10);
}

async function tellLongLine(length: number): Promise<void> {
	const {code, stdout} = await scoped(async scope => {
		const url = await startBigService(scope, () => [
			bigAnswer('succeeded', 1, () => 'x'.repeat(length)),
		]);
		return headless(['wfrun_a', '--base-url', url, '--json']);
	});
	assert.equal(code, 0);
	const log = eventsOf(stdout).find(({event}) => event === 'log');
	assert.equal(String(log?.['message']).length, length);
}

async function refuseTooLong(): Promise<void> {
	const {code, stdout} = await scoped(async scope => {
		const url = await startBigService(scope, () => [
			bigAnswer('succeeded', 1, () => 'x'.repeat(65 * mebibyte)),
		]);
		return headless(['wfrun_a', '--base-url', url, '--json']);
	});
	assert.equal(code, 3);
	const problem = eventsOf(stdout).find(({event}) => event === 'problem');
	assert.equal(problem?.['kind'], 'too-large');
}

async function showAtOnce(count: number, figure: Context['figure']): Promise<void> {
	await scoped(async scope => {
		const url = await startBigService(scope, () => [
			bigAnswer('running', 10),
			bigAnswer('running', count),
		]);
		const seen = await showUntil(
			scope,
			['wfrun_a', '--base-url', url],
			new RegExp(`entry ${count - 1}`),
		);
		report('100,000 lines at once', seen, figure);
	});
}

async function showMany(count: number, figure: Context['figure']): Promise<void> {
	await scoped(async scope => {
		const ids = Array.from({length: count}, (_, index) => `wfrun_${index}`);
		const url = await startBigService(scope, id => [bigAnswer('running', 5, () => `of ${id}`)]);
		const seen = await showUntil(scope, [...ids, '--base-url', url], /of wfrun_0[^]*\n/);
		report('1,000 runs', seen, figure);
	});
}

/** Shows it until it is there, goes through it, and leaves by ctrl+c. */
async function showUntil(
	scope: Scope,
	args: readonly string[],
	wanted: RegExp,
): Promise<{readonly loop: Loop; readonly leaving: number}> {
	const folder = temporaryFolder(scope);
	const file = join(folder, 'loop.json');
	const watcher = pathToFileURL(join(import.meta.dirname, '..', 'terminal', 'loop-watch.ts'));
	const terminal = openTerminal(scope, {
		args: [...args, '--interval', '0.5'],
		env: {
			CHENYU_API_KEY: apiKey,
			NODE_OPTIONS: `--import=${watcher.href}`,
			CAMPAIGN_LOOP: file,
		},
		columns: 120,
		rows: 40,
	});
	await terminal.waitFor('running');
	terminal.kill('SIGUSR2');
	terminal.press('3', 'G');
	await terminal.waitFor(wanted, {timeout: 60_000});

	for (const key of [...journey, ...journey, ...journey]) {
		terminal.press(key);
		await setTimeout(betweenKeys);
	}

	const began = performance.now();
	terminal.press('ctrl+c');
	assert.deepEqual(await terminal.exit, {code: 130, signal: null});
	return {
		leaving: performance.now() - began,
		loop: JSON.parse(readFileSync(file, 'utf8')) as Loop,
	};
}

function report(
	what: string,
	{loop, leaving}: {readonly loop: Loop; readonly leaving: number},
	figure: Context['figure'],
): void {
	figure(`${what}: longest block in ms`, Math.round(loop.most));
	figure(`${what}: p99 block in ms`, Math.round(loop.p99));
	figure(`${what}: MiB`, Math.round(loop.rss / mebibyte));
	figure(`${what}: ms to leave by ctrl+c`, Math.round(leaving));
	assert.ok(loop.looks > 20, 'it was hardly looked at');
	assert.ok(loop.most < longestBlock, `the loop was held up for ${loop.most} ms (D8)`);
	assert.ok(loop.p99 <= usualBlock, `one in a hundred pieces of work takes ${loop.p99} ms (D8)`);
	// A machine with other work may take its time to start and to bury a process.
	assert.ok(leaving < soonEnough * 4, `ctrl+c took ${leaving} ms (D8)`);
}

async function headless(args: readonly string[], input = '') {
	return runHeadless(args, {env: {CHENYU_API_KEY: apiKey}, input, timeout: 240_000});
}

function eventsOf(stdout: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
	return stdout
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

import assert from 'node:assert/strict';
import {alikePaths} from '../../api/alike-paths.ts';
import type {Scope} from '../../helpers/program.ts';
import {runHeadless} from '../../helpers/run-headless.ts';
import {openTerminal} from '../../helpers/terminal.ts';
import {startBigService} from '../big-service.ts';
import {measureLoop, type LoopDelays} from '../loop-delays.ts';
import {runCases, type Part} from '../part.ts';

/** The longest block of the event loop, in milliseconds of CPU time (D8). */
const maxBlockMs = 250;
const maxMemory = 1_000_000_000;
/** Just below the limits of an execution response and of other responses. */
const executionBytes = 63_000_000;
const otherBytes = 8_000_000;

type Shape = (bytes: number) => string;

/** JSON that is expensive to parse for its size. */
const shapes: Readonly<Record<string, Shape>> = {
	'nested arrays': bytes => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
	'nested objects': bytes => `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}`,
	'empty arrays': bytes => listOf(bytes, () => '[]'),
	'empty objects': bytes => listOf(bytes, () => '{}'),
	'objects with keys of their own': bytes => listOf(bytes, nth => `{"k${nth}":1}`),
	numbers: bytes => listOf(bytes, () => '1e400'),
	'short texts': bytes => listOf(bytes, nth => `"text ${nth}"`),
	'doubled keys': bytes => `{${'"k":[],'.repeat(bytes / 7)}"k":1}`,
	'keys beyond count': bytes => `{${listOf(bytes, nth => `"k${nth}":0`).slice(1, -1)}}`,
};

/** Functions that put an expensive JSON `value` in different places of an execution response. */
const places = {
	'the outputs': (value: string) => `{"code":0,"data":{"status":"running","outputs":${value}}}`,
	'the outputs before a log': (value: string) =>
		`{"code":0,"data":{"outputs":${value},"logs":[{"message":"one"}],"status":"running"}}`,
	'a log entry': (value: string) =>
		`{"code":0,"data":{"status":"running","logs":[{"message":${value}}]}}`,
	'no field at all': (value: string) => value,
} as const;

type Case = {
	readonly name: string;
	readonly args: readonly string[];
	/** The resource with the expensive response. */
	readonly resource: string;
	readonly body: () => string;
	/**
	 * Whether the program must accept the body, since it is cheap to parse. Only processing it later is expensive.
	 */
	readonly isAccepted?: boolean;
};

const accepted: readonly Case[] = Object.entries({
	'a log of deep entries': () => {
		const deep = `{"message":${'['.repeat(5000)}${']'.repeat(5000)}}`;
		return `"logs":${listOf(20_000_000, () => deep)}`;
	},
	'a log of 900000 entries': () => `"logs":[${Array(900_000).fill('{"message":"one"}').join()}]`,
	'thousands of outputs on one path': () => `"outputs":${JSON.stringify(alikePaths(14))}`,
	'thousands of long addresses': () => {
		const query = 'x'.repeat(5000);
		const addresses = Array.from(
			{length: 9000},
			(_, nth) => `"k${nth}":"https://a.example/?${query}"`,
		);
		return `"outputs":{${addresses.join()}}`;
	},
	'an output of 60 MB': () => `"outputs":{"text":"${'text '.repeat(12_000_000)}"}`,
}).map(([name, field]) => ({
	name,
	args: ['wfrun_a'],
	resource: 'run/execution',
	body: () => `{"code":0,"data":{"status":"running",${field()}}}`,
	isAccepted: true,
}));

const refused: readonly Case[] = Object.entries(shapes).flatMap(([shape, make]) => [
	...Object.entries(places).map(([place, put]) => ({
		name: `${shape} in ${place}`,
		args: ['wfrun_a'],
		resource: 'run/execution',
		body: () => put(make(executionBytes)),
	})),
	{
		name: `${shape} in the run list`,
		args: [],
		resource: 'run/list',
		body: () => `{"code":0,"data":{"items":${make(otherBytes)}}}`,
	},
	{
		name: `${shape} in the title of a workflow`,
		args: ['wfrun_a'],
		resource: 'market/info',
		body: () => `{"code":0,"data":{"title":${make(otherBytes)}}}`,
	},
]);

const cases: readonly Case[] = [...refused, ...accepted];

/**
 * Asserts that responses below the size limit never block the program for long or take much memory. Those that are
 * expensive to parse are refused before parsing (H19).
 */
export const part: Part = {
	whole: cases.length + 1,
	async run(context) {
		const worst = {most: 0, maxRss: 0};
		const judge = ({most, maxRss}: LoopDelays): void => {
			worst.most = Math.max(worst.most, most);
			worst.maxRss = Math.max(worst.maxRss, maxRss);
			assert.ok(most < maxBlockMs, `the event loop was blocked for ${most} ms (D8)`);
			assert.ok(maxRss < maxMemory, `it took ${maxRss} bytes of memory`);
		};

		await runCases(context, cases, {nameOf: ({name}) => name}, async (scope, one) => {
			judge(await watchHeadless(scope, one));
		});
		await runCases(context, ['on the screen'], {nameOf: name => name}, async scope => {
			judge(await watchOnScreen(scope));
		});
		context.figure('longest block in ms', Math.round(worst.most));
		context.figure('most MB', Math.round(worst.maxRss / 1e6));
	},
};

const done = Buffer.from(
	'{"code":0,"data":{"workflow_id":"wf_1","status":"succeeded","outputs":{"n9_images":"https://a.example/1"}}}',
);
const good: Readonly<Record<string, Buffer>> = {
	'run/execution': done,
	'run/list': Buffer.from(
		'{"code":0,"data":{"total":1,"items":[{"run_order_id":"wfrun_a","run_status":"running"}]}}',
	),
	'market/info': Buffer.from('{"code":0,"data":{"title":"文生图"}}'),
};

/** Starts a service whose first response for the resource `hostile` is `body`. All its other responses are valid. */
async function startService(scope: Scope, hostile: string, body: string): Promise<string> {
	const bad = Buffer.from(body);
	const responsesOf = (resource: string): readonly Buffer[] => {
		const after = good[resource] ?? good['market/info'] ?? done;
		return resource === hostile ? [bad, after] : [after];
	};
	return startBigService(scope, () => responsesOf('run/execution'), responsesOf);
}

function listOf(bytes: number, item: (nth: number) => string): string {
	const items: string[] = [];

	for (let size = 2, nth = 0; size < bytes; nth++) {
		const next = item(nth);
		items.push(next);
		size += next.length + 1;
	}

	return `[${items.join()}]`;
}

function measure(scope: Scope) {
	return measureLoop(scope, {
		CHENYU_API_KEY: 'cy_campaign_costly_0123456789abcdef',
		CAMPAIGN_LOOP_FROM: 'connection',
	});
}

/**
 * Watches a run while the service sends the body once, and then good responses, which end the watch. Asserts that the
 * program reports that it refused the body. No report is expected if the body is valid (`isAccepted`), or if it was
 * requested only for titles. Returns how long the event loop was blocked.
 */
async function watchHeadless(
	scope: Scope,
	{args, resource, body, isAccepted = false}: Case,
): Promise<LoopDelays> {
	const {env, delays} = measure(scope);
	const url = await startService(scope, resource, body());
	const {stdout, stderr} = await runHeadless([...args, '--base-url', url, '--json'], {
		env,
		timeout: 120_000,
	});
	const events = stdout
		.split('\n')
		.filter(line => line !== '' && !line.startsWith('{"event":"log"'))
		.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
	assert.equal(events.at(-1)?.['event'], 'end');
	const problems = events.filter(({event}) => event === 'problem');
	const reported = [stderr, ...problems.map(({message}) => message)].join(' ');
	// A missing title is not reported.
	const isRefused = resource !== 'market/info' && !isAccepted;
	assert.equal(/more than \d+ (?:values|log entries|levels)/.test(reported), isRefused, reported);
	assert.ok(problems.every(({kind}) => kind === 'malformed' || kind === 'too-large'));
	return delays();
}

async function watchOnScreen(scope: Scope): Promise<LoopDelays> {
	const {env, delays} = measure(scope);
	const body = places['the outputs'](listOf(executionBytes, () => '[]'));
	const url = await startService(scope, 'run/execution', body);
	const terminal = openTerminal(scope, {args: ['wfrun_a', '--base-url', url], env});
	await terminal.waitFor('more than 500000 values', {timeout: 60_000});
	terminal.press('ctrl+c');
	assert.deepEqual(await terminal.exit, {code: 130, signal: null});
	return delays();
}

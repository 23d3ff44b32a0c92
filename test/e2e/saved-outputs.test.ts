import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {Scenario} from '../../source/demo/index.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {namesIn} from '../features/outputs/download/set-up.ts';
import {patternBytes, serveFile, startMedia} from '../helpers/media-server.ts';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService} from '../helpers/service.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {readEvents, type JsonEvent} from './events.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {watchArguments, watchHeadless, watchOnScreen} from './watch.ts';

const body = patternBytes(4000);

/** A finished run with these outputs, by their keys. */
function withOutputs(outputs: unknown): Scenario {
	return {
		runs: [
			{
				...finishedRun('A portrait'),
				// The outputs of a real service are not only what the demo knows of.
				reworded: execution => ({...execution, outputs: outputs as Record<string, string>}),
			},
		],
	};
}

/** A run that has ended when it is polled once more than so often; its outputs go by the number of the poll. */
function endingAfter(
	runningPolls: number,
	outputs: (polls: number) => Record<string, string>,
): Scenario {
	let polls = 0;
	return {
		runs: [
			{
				...finishedRun('A portrait'),
				reworded(execution) {
					polls++;
					const isRunning = polls <= runningPolls;
					return {
						...execution,
						...(isRunning ? ({status: 'running', terminal_at: null} as const) : {}),
						outputs: outputs(polls),
					};
				},
			},
		],
	};
}

/** What of each event of a kind is to be compared. */
function pick(events: readonly JsonEvent[], kind: string, ...fields: readonly string[]): unknown {
	return events.filter(({event}) => event === kind).map(event => fields.map(name => event[name]));
}

suite('a changed output (K9)', {concurrency: 3}, () => {
	for (const isSavedEarly of [true, false]) {
		test(`is reported with its last value, and that is what is saved${isSavedEarly ? ', also where its first link ends soon' : ''}`, async t => {
			const folder = temporaryFolder(t);
			const media = await startMedia(t, (request, response) => {
				// Alike in name and length, so that only the bytes tell one from the other.
				const seed = request.url?.startsWith('/final/') === true ? 1 : 2;
				serveFile(request, response, {body: patternBytes(4000, seed)});
			});
			const soon = isSavedEarly ? `?expires=${Math.floor(Date.now() / 1000) + 60}&signature=a` : '';
			const preview = media.address(`/preview/cat.png${soon}`).href;
			const final = media.address('/final/cat.png').href;
			const {code, stdout, stderr, service} = await watchHeadless(t, {
				scenario: endingAfter(3, polls => ({n9_images: polls <= 3 ? preview : final})),
				args: ['--json', '--interval', '0.2', '--download', folder],
			});
			assert.equal(code, 0, stderr);
			const [id = ''] = service.runOrderIds;
			const events = readEvents(stdout);
			assert.deepEqual(pick(events, 'output', 'key', 'value'), [
				['n9_images', preview],
				['n9_images', final],
			]);
			const last = events.findLast(({event}) => event === 'download');
			assert.deepEqual(new Uint8Array(readFileSync(String(last?.['path']))), patternBytes(4000, 1));
			assert.deepEqual(
				namesIn(folder),
				isSavedEarly
					? [`${id}-n9_images-cat-2.png`, `${id}-n9_images-cat.png`]
					: [`${id}-n9_images-cat.png`],
			);
		});
	}

	test('is not reported at each poll where its link is only signed anew, and once when the run ends', async t => {
		const {stdout} = await watchHeadless(t, {
			scenario: endingAfter(4, polls => ({
				n9_images: `https://cdn.example/a.png?expires=1900000000&signature=${polls}`,
			})),
			args: ['--plain', '--interval', '0.2'],
		});
		assert.deepEqual(stdout.match(/signature=\d+/g), ['signature=1', 'signature=5']);
	});
});

/** What a host does instead of sending the file, and how that is reported. */
const failures: ReadonlyArray<
	readonly [
		name: string,
		answer: (request: IncomingMessage, response: ServerResponse) => void,
		reason: RegExp,
	]
> = [
	['403', (_request, response) => response.writeHead(403).end(), /\b403\b/],
	[
		'a redirect loop',
		(request, response) => response.writeHead(302, {location: request.url}).end(),
		/redirects too many times/,
	],
	[
		'a web page in the place of a picture (F9)',
		(_request, response) =>
			response.writeHead(200, {'content-type': 'Text/HTML; charset=utf-8'}).end('<p>Log in'),
		/web page/,
	],
	['an empty body (F9)', (_request, response) => response.writeHead(200).end(), /empty/],
	[
		'an empty body that says its length (F9)',
		(_request, response) => response.writeHead(200, {'content-length': 0}).end(),
		/empty/,
	],
];

suite('what could not be saved is an event (K10)', {concurrency: 3}, () => {
	for (const [name, answer, reason] of failures) {
		test(name, async t => {
			const folder = temporaryFolder(t);
			const media = await startMedia(t, answer);
			const outputs = {n9_images: media.address('/a.png').href, n10_text: 'words'};
			const {code, stdout, stderr, service} = await watchHeadless(t, {
				scenario: withOutputs(outputs),
				args: ['--json', '--interval', '0.2', '--lang', 'zh', '--download', folder],
			});
			const [id = ''] = service.runOrderIds;
			assert.equal(code, 3);
			assert.equal(stderr, '');
			const events = readEvents(stdout);
			const [failed, ...more] = events.filter(({event}) => event === 'download-failed');
			assert.deepEqual(more, []);
			assert.deepEqual([failed?.['run_order_id'], failed?.['key']], [id, 'n9_images']);
			assert.match(String(failed?.['reason']), reason);
			assert.deepEqual(pick(events, 'download', 'key'), [['n10_text']]);
			assert.deepEqual(pick(events, 'end', 'reason', 'exit_code'), [['gave-up', 3]]);
			assert.deepEqual(namesIn(folder), [`${id}-n10_text.txt`]);
		});
	}

	test('in a plain line, in both languages, and after the output itself', async t => {
		const media = await startMedia(t, (_request, response) => response.writeHead(410).end());

		for (const [lang, sentence] of [
			['en', 'not saved n9_images: its host responded 410'],
			['zh', '未保存 n9_images：主机响应 410'],
		] as const) {
			const {stdout, stderr} = await watchHeadless(t, {
				scenario: withOutputs({n9_images: media.address('/a.png').href}),
				args: ['--plain', '--interval', '0.2', '--lang', lang, '--download', temporaryFolder(t)],
			});
			const lines = stdout.split('\n');
			const saidAt = lines.findIndex(line => line.includes(sentence));
			assert.ok(saidAt > lines.findIndex(line => line.includes('/a.png')), stdout + stderr);
			assert.equal(stderr, '');
		}
	});

	test('what the end of the watch broke off', async t => {
		const media = await startMedia(t, (request, response) => {
			serveFile(request, response, {body, drip: {bytes: 10, ms: 200}});
		});
		const {code, stdout} = await watchHeadless(t, {
			scenario: withOutputs({n9_images: media.address('/a.png').href}),
			args: ['--json', '--timeout', '3s', '--download', temporaryFolder(t)],
		});
		assert.equal(code, 3);
		const [[key, reason] = []] = pick(
			readEvents(stdout),
			'download-failed',
			'key',
			'reason',
		) as string[][];
		assert.equal(key, 'n9_images');
		assert.match(reason ?? '', /the watch ended first/);
	});
});

suite('the same command again makes no second copy (F9)', {concurrency: 3}, () => {
	/** Runs the same command several times; gives the names in the folder and the paths that were reported. */
	async function several(
		t: TestContext,
		answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
		meanwhile: (path: string) => void = () => undefined,
	) {
		const folder = temporaryFolder(t);
		const media = await startMedia(t, answer);
		const service = await startService(t, {
			scenario: withOutputs({n9_images: media.address('/a.png').href}),
			clock: systemClock,
		});
		const [id = ''] = service.runOrderIds;
		const args = watchArguments(service, [id], ['--json', '--once', '--download', folder]);
		const paths: unknown[] = [];

		for (let time = 1; time <= 3; time++) {
			const {code, stdout} = await runHeadless(args, {env: {CHENYU_API_KEY: apiKey}});
			assert.equal(code, 0, stdout);
			const [path = ''] = (pick(readEvents(stdout), 'download', 'path') as string[][]).flat();
			paths.push(path.slice(folder.length + id.length + 2));

			if (time === 1) {
				meanwhile(path);
			}
		}

		return {names: namesIn(folder).map(name => name.slice(id.length + 1)), paths};
	}

	test('of a host that says neither length nor version', async t => {
		const {names, paths} = await several(t, (_request, response) => {
			response.writeHead(200, {'content-type': 'image/png'}).write(body.subarray(0, 1000));
			response.end(body.subarray(1000));
		});
		assert.deepEqual(names, ['n9_images-a.png']);
		assert.deepEqual(paths, Array.from({length: 3}).fill('n9_images-a.png'));
	});

	test('but another file of that name and length is left as it is, and the output saved beside it', async t => {
		const {names, paths} = await several(
			t,
			(_request, response) => {
				response.writeHead(200).write(body.subarray(0, 1000));
				response.end(body.subarray(1000));
			},
			path => {
				writeFileSync(path, patternBytes(body.length, 9));
			},
		);
		assert.deepEqual(names, ['n9_images-a-2.png', 'n9_images-a.png']);
		assert.deepEqual(paths, ['n9_images-a.png', 'n9_images-a-2.png', 'n9_images-a-2.png']);
	});
});

test('--download names what is no folder: a file, and what is below a file', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'file'), '');

	for (const path of [join(folder, 'file'), join(folder, 'file', 'below')]) {
		const {code, stdout, stderr, service} = await watchHeadless(t, {
			scenario: withOutputs({}),
			args: ['--json', '--download', path],
		});
		assert.deepEqual([code, stdout, service.recorded.length], [2, '', 0]);
		assert.equal(
			stderr,
			`chenyu-top: Nothing can be saved in ${path}: a part of the path is a file, not a folder.\n`,
		);
	}
});

suite('more outputs than are read (K10)', {concurrency: 2}, () => {
	const outputs = Object.fromEntries(
		Array.from({length: 12_345}, (_, index) => [`n${index}_text`, `text ${index}`]),
	);

	test('are counted in an event and in a plain line', async t => {
		const {code, stdout} = await watchHeadless(t, {
			scenario: withOutputs(outputs),
			args: ['--json', '--once'],
		});
		assert.equal(code, 0);
		const events = readEvents(stdout);
		assert.equal(events.filter(({event}) => event === 'output').length, 9999);
		assert.deepEqual(pick(events, 'outputs-cut', 'reported', 'left_out'), [[9999, 2346]]);

		for (const [lang, sentence] of [
			['en', 'too many outputs: 9,999 reported, 2,346 omitted'],
			['zh', '输出过多：列出 9,999 个，略去 2,346 个'],
		] as const) {
			const plain = await watchHeadless(t, {
				scenario: withOutputs(outputs),
				args: ['--plain', '--once', '--lang', lang],
			});
			assert.ok(plain.stdout.includes(sentence), plain.stdout.slice(-500));
		}
	});

	test('are counted over the outputs on the screen', async t => {
		const {terminal} = await watchOnScreen(t, {scenario: withOutputs(outputs)});
		await terminal.waitFor(/Outputs 9,999 ─ 2,346 more omitted/);
	});
});

test('outputs that were not read count as not saved: exit code 3 with --download (K10)', async t => {
	const folder = temporaryFolder(t);
	// One that is read, and one that lies deeper than any is read.
	const deep = JSON.parse(`${'['.repeat(20)}"x"${']'.repeat(20)}`) as unknown;
	const {code, stdout} = await watchHeadless(t, {
		scenario: withOutputs({n9_text: 'words', deep}),
		args: ['--json', '--download', folder],
	});
	assert.equal(code, 3);
	const events = readEvents(stdout);
	assert.deepEqual(pick(events, 'outputs-cut', 'reported', 'left_out'), [[1, 1]]);
	assert.deepEqual(pick(events, 'end', 'reason', 'exit_code'), [['gave-up', 3]]);
	assert.equal(namesIn(folder).length, 1);
});

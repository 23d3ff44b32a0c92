import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {createHttpClient} from '../../../source/api/http-client.ts';
import {redactor} from '../../../source/api/redact.ts';
import {readExecution} from '../../../source/api/wire/responses.ts';
import type {ExecutionResponse} from '../../../source/core/execution.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import {systemClock, type Clock} from '../../../source/core/time/clock.ts';
import type {Until} from '../../../source/events/outcome.ts';
import {initialState} from '../../../source/features/index.ts';
import {startRecorder} from '../../../source/features/replay/recorder.ts';
import {openRecording, type Recording} from '../../../source/features/replay/recording.ts';
import {createReplayWatch} from '../../../source/session/replay-watch.ts';
import {createWatch, type Watch} from '../../../source/session/watch.ts';
import {headlessRules} from '../../../source/session/write-events.ts';
import type {Action} from '../../../source/store/action.ts';
import {temporaryFolder} from '../../helpers/program.ts';
import type {Scenario} from '../../helpers/script.ts';
import {startService} from '../../helpers/service.ts';
import {headlessParts, reportJson, type ReportSetUp} from '../../session/watch-headless.ts';

export const apiKey = 'cy_rec+5f1c0a9b/73d24e68=';

/** Speed-up of the service and its clients. */
const haste = 20;

const hasty: Clock = {
	now: () => systemClock.now() * haste,
	monotonic: () => systemClock.monotonic() * haste,
	after: (delay, callback) => systemClock.after(delay / haste, callback),
};

export type RecordSetUp = {
	/** The maximum duration of the watch, in milliseconds of the service's fast clock (see `haste`). */
	readonly timeout: number;
	readonly until?: Until;
	/** The number of polls after which the watch gets a signal. */
	readonly signalAfter?: number;
	/** Whether the watch finds the account's runs itself, and is given no run ids. */
	readonly discovering?: boolean;
};

/** Records a watch of a simulated service. Returns the `--json` lines and the file. */
export async function recordLive(
	t: TestContext,
	scenario: Scenario,
	{timeout, until = 'all', signalAfter, discovering = false}: RecordSetUp,
): Promise<{readonly lines: readonly string[]; readonly file: string}> {
	const service = await startService(t, {scenario, clock: hasty});
	const file = join(temporaryFolder(t), 'watch.jsonl');
	const started = Math.floor(hasty.now());
	const ids = discovering ? [] : service.runOrderIds;
	const recorder = begin(file, {started, once: until === 'once'});
	const client = createHttpClient({
		baseUrl: service.origin,
		apiKey,
		concurrency: 4,
		clock: hasty,
		proxy: null,
		onResponse: recorder.captureResponse,
	});
	const watch = createWatch({
		client,
		clock: hasty,
		ids,
		discover: discovering ? {workflowId: null, status: null} : null,
		...headlessRules({once: until === 'once', interval: 2000, concurrency: 4}),
		...headlessParts,
	});
	watch.store.observe(recorder.observe);
	const lines = await jsonOf(watch, {
		ids,
		until,
		timeout: timeout ?? null,
		onSignal(callback) {
			let polls = 0;
			return watch.store.observe((_state, {type}) => {
				if (type === 'polled' && ++polls === signalAfter) {
					callback(130);
				}
			});
		},
	});
	recorder.close();
	return {lines, file};
}

/** Starts a recording of a watch that has the API key. A failed write throws. */
export function begin(
	path: string,
	options: Partial<Parameters<typeof startRecorder>[0]> = {},
): ReturnType<typeof startRecorder> {
	return startRecorder({
		path,
		started: 0,
		program: '1.2.3',
		once: false,
		redact: redactor(apiKey),
		onStopped(why) {
			throw new Error(why);
		},
		...options,
	});
}

export function open(file: string): Recording {
	const recording = openRecording(file);
	assert.ok(!('kind' in recording));
	return recording;
}

/** Writes a recording with these lines after the header. */
export function writeRecording(path: string, lines: readonly object[]): void {
	const header = {format: 'chenyu-top-recording', version: 1, started: '2026-01-01T00:00:00.000Z'};
	writeFileSync(path, [header, ...lines].map(line => `${JSON.stringify(line)}\n`).join(''));
}

/** Records a watch of the run `a` with these poll responses, one per second, parsed as by the client. */
export function recordAnswers(
	path: string,
	responses: ReadonlyArray<Readonly<Record<string, unknown>>>,
): void {
	const blank = initialState({size: headlessParts.size}, 0);
	const recorder = begin(path);
	const observe = (action: Action): void => {
		recorder.observe(blank, action, blank);
	};
	let before: ExecutionResponse | null = null;
	observe({type: 'runsAdded', at: 0, ids: [foreignName('a')]});

	for (const [index, data] of responses.entries()) {
		const response: ExecutionResponse = readExecution(data, before?.logs);
		const at = index * 1000;
		before = response;
		recorder.captureResponse(response, data);
		observe({
			type: 'polled',
			at,
			outcomes: [{id: 'a', at, nextPollAt: at + 1000, kind: 'response', response}],
		});
	}

	const result = {reason: 'timeout', exitCode: 3} as const;
	observe({type: 'watchEnded', at: responses.length * 1000, result});
	recorder.close();
}

/** Plays a recording at maximum speed. Returns the `--json` lines. */
export async function replay(file: string, until: Until = 'all'): Promise<readonly string[]> {
	const recording = open(file);
	const watch = createReplayWatch({
		recording,
		speed: Infinity,
		realClock: systemClock,
		...headlessParts,
	});
	return jsonOf(watch, {ids: recording.ids, until, polledOnce: recording.once});
}

/** Removes signed queries, the only difference between a watch and its replay. */
export function comparable(lines: readonly string[]): readonly string[] {
	return lines.map(line => line.replaceAll(/(https?:\/\/[^\s"?]*)\?[^\s"']*/g, '$1?'));
}

/** Returns the events before `end`. */
export function beforeTheEnd(lines: readonly string[]): readonly string[] {
	return lines.filter(line => !line.startsWith('{"event":"end"'));
}

async function jsonOf(
	watch: Watch,
	wishes: ReportSetUp & {readonly ids: readonly string[]},
): Promise<readonly string[]> {
	const {code, text} = reportJson({watch, clock: systemClock, ...wishes});
	await code;
	await watch.stop();
	return text().split('\n').slice(0, -1);
}

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import type {TestContext} from 'node:test';
import {createHttpClient} from '../../source/api/http-client.ts';
import {redactor} from '../../source/api/redact.ts';
import type {Scenario} from '../../source/demo/index.ts';
import type {Clock} from '../../source/domain/clock.ts';
import type {Hands} from '../../source/effects/effects.ts';
import {messagesFor} from '../../source/messages/index.ts';
import {systemClock} from '../../source/poll/system-clock.ts';
import {openRecording} from '../../source/record/open-recording.ts';
import {Recorder} from '../../source/record/recorder.ts';
import {Recording} from '../../source/record/recording.ts';
import {beginRecording, RecordingFile} from '../../source/record/recording-file.ts';
import {scrubber} from '../../source/record/scrub.ts';
import {noStatusLine} from '../../source/report/status-line.ts';
import {reportHeadless} from '../../source/session/headless.ts';
import {createReplayWatch} from '../../source/session/replay-watch.ts';
import {createWatch, type Watch} from '../../source/session/watch.ts';
import {startService} from '../helpers/service.ts';

export const apiKey = 'cy_rec+5f1c0a9b/73d24e68=';

/** How many times faster everything lives, the clients included. */
const haste = 20;

const hasty: Clock = {
	now: () => systemClock.now() * haste,
	monotonic: () => systemClock.monotonic() * haste,
	after: (delay, callback) => systemClock.after(delay / haste, callback),
};

/** What a face gives to a watch. No hand is asked for without a screen. */
export const parts = {
	size: {columns: 0, rows: 0},
	helpLength: 0,
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- never asked for
	hands: {} as Hands,
	onBug(error: unknown) {
		throw error;
	},
};

/** A folder that lives as long as the test. */
export function temporaryFolder(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'chenyu-record-'));
	t.after(() => {
		rmSync(folder, {recursive: true});
	});
	return folder;
}

/** Watches a simulated service to its end, or for so long, and records it. Gives the lines of `--json` and the file. */
export async function recordLive(
	t: TestContext,
	scenario: string | Scenario,
	timeout: number,
	partSize?: number,
): Promise<{readonly lines: readonly string[]; readonly file: string}> {
	const service = await startService(t, {scenario, clock: hasty});
	const file = join(temporaryFolder(t), 'watch.jsonl');
	const started = Math.floor(hasty.now());
	const opened = beginRecording({
		path: file,
		started,
		program: '1.2.3',
		onStopped(why) {
			throw new Error(why);
		},
		...(partSize === undefined ? {} : {partSize}),
	});

	if (!(opened instanceof RecordingFile)) {
		throw new TypeError(opened.why);
	}

	const recorder = new Recorder(opened, scrubber(redactor(apiKey)), started);
	const client = createHttpClient({
		baseUrl: service.origin,
		apiKey,
		concurrency: 4,
		clock: hasty,
		onAnswer: recorder.keep,
	});
	const watch = createWatch({
		client,
		clock: hasty,
		ids: service.runOrderIds,
		interval: 2000,
		concurrency: 4,
		giveUpAfter: 60_000,
		...parts,
	});
	watch.store.observe(recorder.observe);
	const lines = await jsonOf(watch, service.runOrderIds, timeout);
	opened.close();
	return {lines, file};
}

/** Plays a recording as fast as can be. Gives the lines of `--json`. */
export async function replay(file: string): Promise<readonly string[]> {
	const recording = openRecording(file);

	if (!(recording instanceof Recording)) {
		throw new TypeError(recording.kind);
	}

	const watch = createReplayWatch({recording, speed: Infinity, realClock: systemClock, ...parts});
	return jsonOf(watch, recording.ids, null);
}

/** What is the same in a watch and its replay: all but how the watch was ended, when it began to the millisecond, and signed queries. */
export function comparable(lines: readonly string[]): readonly string[] {
	return lines
		.filter(line => !/^\{"event":"(start|end)"/.test(line))
		.map(line => line.replaceAll(/(https?:\/\/[^\s"?]*)\?[^\s"']*/g, '$1?'));
}

async function jsonOf(
	watch: Watch,
	ids: readonly string[],
	timeout: number | null,
): Promise<readonly string[]> {
	const written: string[] = [];
	const stdout = new PassThrough({encoding: 'utf8'});
	stdout.on('data', (text: string) => written.push(text));
	await reportHeadless({
		watch,
		clock: systemClock,
		face: 'json',
		messages: messagesFor('en'),
		version: '1.2.3',
		ids,
		moreIds: null,
		until: 'all',
		timeout,
		stdout,
		status: noStatusLine,
		onSignal: () => () => undefined,
		abandon() {
			throw new Error('nobody is slow here');
		},
	});
	await watch.stop();
	return written.join('').split('\n').slice(0, -1);
}

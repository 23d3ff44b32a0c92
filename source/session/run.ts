import {createHttpClient} from '../api/http-client.ts';
import type {Options} from '../config/options.ts';
import {readKey, takeKeyVariable} from '../config/read-key.ts';
import type {RunOrderId} from '../domain/run.ts';
import type {Wanted} from '../poll/discovery.ts';
import {messagesFor, type Messages} from '../messages/index.ts';
import {systemClock} from '../poll/system-clock.ts';
import {openReplay} from './open-replay.ts';
import {recordWatch, type WatchRecording} from './record-watch.ts';
import {noMemory, openSessionMemory, type SessionMemory} from './session-memory.ts';
import type {Source} from './source.ts';
import {createWatch} from './watch.ts';
import {watchWithoutScreen} from './without-screen.ts';

/** Where the runs are, and which. */
type Target = {
	readonly baseUrl: URL;
	readonly apiKey: string;
	readonly ids: readonly RunOrderId[];
	/** Ends what was started for it. */
	close(): Promise<void>;
};

/** The runs that are watched from the start, what is looked for besides, and what is remembered. */
export type Beginning = {
	readonly ids: readonly RunOrderId[];
	readonly discover: Wanted | null;
	readonly memory: SessionMemory;
};

/** Exit codes of what never began: the options cannot be followed, or there is no key. */
const wrongUsage = 2;
const noKey = 3;

/** Watches the runs that the options name, with or without a screen; gives the exit code. */
export async function run(options: Options, version: string): Promise<number> {
	const messages = messagesFor(options.language);

	if (options.replay !== null) {
		takeKeyVariable(process.env);
		const source = openReplay(options.replay, options, messages);
		return typeof source === 'string'
			? refuse(source, wrongUsage)
			: watch(options, messages, source, version);
	}

	const target = options.demo ? await startDemo(options) : findService(options, messages);

	if (typeof target === 'string') {
		return refuse(target, noKey);
	}

	try {
		return await watchService(options, messages, target, version);
	} finally {
		await target.close();
	}
}

async function watchService(
	options: Options,
	messages: Messages,
	target: Target,
	version: string,
): Promise<number> {
	const {apiKey} = target;
	const recording =
		options.record === null
			? null
			: recordWatch({file: options.record, apiKey, version, clock: systemClock, messages});

	if (typeof recording === 'string') {
		return refuse(recording, wrongUsage);
	}

	try {
		const source = serviceSource(options, target, await begin(options, target), recording);
		return await watch(options, messages, source, version);
	} finally {
		recording?.close();
	}
}

async function watch(
	options: Options,
	messages: Messages,
	source: Source,
	version: string,
): Promise<number> {
	if (options.mode !== 'screen') {
		return watchWithoutScreen({options, messages, source, version});
	}

	// Loading Ink takes longer than everything else together: only who wants a screen waits for it.
	const {showScreen} = await import('./on-screen.tsx');
	return showScreen({options, messages, source});
}

function serviceSource(
	{concurrency}: Options,
	{baseUrl, apiKey}: Target,
	{ids, discover, memory}: Beginning,
	recording: WatchRecording | null,
): Source {
	const clock = systemClock;
	const recorder = recording?.recorder;
	const client = createHttpClient({
		baseUrl,
		apiKey,
		concurrency,
		clock,
		...(recorder === undefined ? {} : {onAnswer: recorder.keep}),
	});
	return {
		ids,
		memory,
		open({onRecordingStopped, ...parts}) {
			const {remembered} = memory;
			const opened = createWatch({client, clock, ids, discover, remembered, ...parts});
			recording?.onStopped(onRecordingStopped);

			if (recorder !== undefined) {
				opened.store.observe(recorder.observe);
			}

			return opened;
		},
	};
}

/** Runs that are named are watched, and no others; where none is, those from earlier and those of the account. */
async function begin(options: Options, {baseUrl, ids}: Target): Promise<Beginning> {
	const {workflow: workflowId, status, demo, idsFromInput} = options;
	const memory = demo ? noMemory : await openSessionMemory(baseUrl);
	return ids.length > 0 || idsFromInput
		? {ids, discover: null, memory}
		: {ids: [...memory.remembered.watched], discover: {workflowId, status}, memory};
}

/** The service that the options name, or the sentence that says why it cannot be asked. */
function findService(options: Options, messages: Messages): Target | string {
	const found = readKey(process.env, options.apiKeyFile, messages);

	if (found.kind === 'wrong') {
		return found.message;
	}

	if (found.warning !== null) {
		process.stderr.write(`chenyu-top: ${found.warning}\n`);
	}

	return {
		baseUrl: options.baseUrl,
		apiKey: found.key.reveal(),
		ids: options.ids,
		async close() {
			// Nothing was started for it.
		},
	};
}

async function startDemo(options: Options): Promise<Target> {
	takeKeyVariable(process.env);
	const {startDemoService} = await import('../demo/index.ts');
	const service = await startDemoService({clock: systemClock});
	return {
		baseUrl: service.origin,
		apiKey: 'demo',
		ids: namesRuns(options) ? options.ids : service.runOrderIds,
		close: async () => service.close(),
	};
}

/** Whether it is said which runs are wanted, so that the demo does not simply show all of its own. */
function namesRuns({ids, idsFromInput, workflow, status}: Options): boolean {
	return ids.length > 0 || idsFromInput || workflow !== null || status !== null;
}

function refuse(sentence: string, exitCode: number): number {
	process.stderr.write(`chenyu-top: ${sentence}\n`);
	return exitCode;
}

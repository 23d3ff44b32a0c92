import * as files from 'node:fs/promises';
import {createHttpClient} from '../api/http-client.ts';
import type {Options} from '../config/options.ts';
import type {Request} from '../config/parse-options.ts';
import {takeKeyVariable} from '../config/read-key.ts';
import {prepareFolder} from '../features/outputs/download/folder.ts';
import type {RunOrderId} from '../core/run.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import {messagesFor, type Messages} from '../i18n/index.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {openReplay} from './open-replay.ts';
import {startupWarnings} from './startup-warnings.ts';
import {recordWatch, type WatchRecording} from './record-watch.ts';
import type {Accounts} from './account.ts';
import {profileAccounts} from './accounts.ts';
import {findKey} from '../config/find-key.ts';
import {
	switchableStorage,
	noStorage,
	openSessionStorage,
	type SwitchableStorage,
} from './session-storage.ts';
import type {RunSource} from './source.ts';
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
export type SessionStart = {
	readonly ids: readonly RunOrderId[];
	readonly discover: RunListFilter | null;
	readonly storage: SwitchableStorage;
};

/** What everything begins with. */
type Start = {
	readonly request: Request;
	readonly messages: Messages;
	/** What the environment's variable for the key held; it is taken out of the environment. */
	readonly keyVariable: string;
	readonly version: string;
};

/** Exit codes of what never began: the options cannot be followed, or there is no key. */
const wrongUsage = 2;
const noKey = 3;

/** Watches the runs that the options name, with or without a screen; gives the exit code. */
export async function run(request: Request, version: string): Promise<number> {
	const {options} = request;
	const messages = messagesFor(options.language);
	const start: Start = {request, messages, keyVariable: takeKeyVariable(process.env), version};
	const trouble = await folderTrouble(options, messages);

	if (trouble !== null) {
		return refuse(trouble, wrongUsage);
	}

	if (options.replay !== null) {
		const source = openReplay(options.replay, options, messages);
		return typeof source === 'string' ? refuse(source, wrongUsage) : watch(start, source);
	}

	const target = options.demo ? await startDemo(options) : findService(start);

	if (typeof target === 'string') {
		return refuse(target, noKey);
	}

	try {
		return await watchService(start, target);
	} finally {
		await target.close();
	}
}

async function watchService(start: Start, target: Target): Promise<number> {
	const {
		request: {options},
		messages,
		version,
	} = start;
	const {apiKey} = target;
	const recording =
		options.record === null
			? null
			: recordWatch({
					file: options.record,
					apiKey,
					version,
					once: options.once,
					clock: systemClock,
					messages,
				});

	if (typeof recording === 'string') {
		return refuse(recording, wrongUsage);
	}

	try {
		const beginning = await begin(start, target);
		return await watch(start, serviceSource(start, target, beginning, recording));
	} finally {
		recording?.close();
	}
}

async function watch({request, messages, version}: Start, source: RunSource): Promise<number> {
	const {options, settings} = request;

	if (options.mode !== 'screen') {
		return watchWithoutScreen({options, messages, source, version});
	}

	// Loading Ink takes longer than everything else together: only who wants a screen waits for it.
	const {showScreen} = await import('./on-screen.ts');
	return showScreen({options, settings, messages, source});
}

function serviceSource(
	start: Start,
	{baseUrl, apiKey}: Target,
	{ids, discover, storage: memory}: SessionStart,
	recording: WatchRecording | null,
): RunSource {
	const {request, messages} = start;
	const {concurrency, demo} = request.options;
	const {profile} = request.settings;
	const clock = systemClock;
	const recorder = recording?.recorder;
	const remark = startupWarnings(process.env, clock, request.options.status);
	const client = createHttpClient({
		baseUrl,
		apiKey,
		concurrency,
		clock,
		onServiceTime: remark.serviceTime,
		...(recorder === undefined ? {} : {onAnswer: recorder.keep}),
	});
	function accounts(): Accounts | string {
		if (demo) {
			return messages.palette.noSwitch.demo;
		}

		return recorder === undefined
			? profileAccounts({...start, storage: memory, clock, onServiceTime: remark.serviceTime})
			: messages.palette.noSwitch.recording;
	}

	return {
		ids,
		askedOnce: false,
		storage: memory,
		warnings: [],
		open({onRecordingStopped, onRemark, ...parts}) {
			const {saved} = memory;
			const opened = createWatch({
				client,
				clock,
				ids,
				discover,
				saved,
				profile: profile === null || demo ? null : cleanName(profile),
				changeable: {messages, accounts: accounts()},
				...parts,
			});
			recording?.onStopped(onRecordingStopped);
			remark.tellBy(onRemark);

			if (recorder !== undefined) {
				opened.store.observe(recorder.observe);
			}

			return opened;
		},
	};
}

/** Runs that are named are watched, and no others; where none is, those from earlier and those of the account. */
async function begin({request}: Start, {baseUrl, ids}: Target): Promise<SessionStart> {
	const {workflow: workflowId, status, demo, idsFromInput} = request.options;
	const {profile} = request.settings;
	const storage = switchableStorage(demo ? noStorage : await openSessionStorage(baseUrl, profile));
	return ids.length > 0 || idsFromInput
		? {ids, discover: null, storage}
		: {ids: [...storage.saved.watched], discover: {workflowId, status}, storage};
}

/** The service that the options name, or the sentence that says why it cannot be asked. */
function findService({request, keyVariable, messages}: Start): Target | string {
	const {options, settings} = request;
	const {found, warnings} = findKey(keyVariable, settings, messages);

	if (found.kind === 'wrong') {
		return found.message;
	}

	for (const warning of warnings) {
		process.stderr.write(`chenyu-top: ${warning}\n`);
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

/** Why nothing can be saved where outputs are to be; null where all is well. Better to know it before a run than after it. */
async function folderTrouble({download}: Options, messages: Messages): Promise<string | null> {
	const why = download === null ? null : await prepareFolder(download, files, systemClock);
	return download === null || why === null
		? null
		: messages.download.badFolder(cleanName(download), messages.download.why(why));
}

function refuse(sentence: string, exitCode: number): number {
	process.stderr.write(`chenyu-top: ${sentence}\n`);
	return exitCode;
}

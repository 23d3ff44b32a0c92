import {createHttpClient} from '../api/http-client.ts';
import {findKey} from '../config/find-key.ts';
import type {Options} from '../config/options.ts';
import type {Request} from '../config/parse-options.ts';
import type {RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Notice} from '../store/notice.ts';
import type {Messages} from '../i18n/index.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import {profileAccounts, type Accounts} from './accounts.ts';
import type {WatchRecording} from './record-watch.ts';
import {
	noStorage,
	openSessionStorage,
	switchableStorage,
	type SessionStorage,
	type SwitchableStorage,
} from './session-storage.ts';
import {startupWarnings} from './startup-warnings.ts';
import {createWatch, type Watch, type WatchOptions} from './watch.ts';

/** Options of a watch that depend on how it is shown. A replay ignores the polling options. */
export type WatchParts = Pick<
	WatchOptions,
	| 'budget'
	| 'interval'
	| 'concurrency'
	| 'giveUpAfter'
	| 'size'
	| 'commands'
	| 'system'
	| 'onBug'
	| 'openDownloads'
	| 'downloadAll'
	| 'openViewer'
	| 'mouse'
	| 'calm'
> & {
	/** Called once, with the system's error code, if the recording stops before the watch. */
	readonly onRecordingStopped: (why: string) => void;
	/** Called for each startup warning, after `open` has returned. */
	readonly onWarning: (notice: Notice) => void;
};

/** The origin of the runs: a service or a recording. */
export type RunSource = {
	readonly ids: readonly RunOrderId[];
	/** Whether the recording was made with `--once`. */
	readonly polledOnce: boolean;
	readonly storage: SessionStorage;
	/** Shown before all other output. */
	readonly warnings: readonly Notice[];
	/** Creates the watch. Nothing is polled or played before its `start`. */
	open(parts: WatchParts): Watch;
};

/** The API, or the demo's simulation of it. */
export type Service = {
	readonly baseUrl: URL;
	readonly apiKey: string;
	readonly ids: readonly RunOrderId[];
	close(): Promise<void>;
};

export type SessionContext = {
	readonly request: Request;
	readonly messages: Messages;
	/** The value of the environment variable for the API key; the variable itself is deleted. */
	readonly keyVariable: string;
	readonly version: string;
};

/** Returns the service that the options name, or an error message if there is no API key. */
export function findService({request, keyVariable, messages}: SessionContext): Service | string {
	const {options, settings} = request;
	const found = findKey(keyVariable, settings, messages);

	if (typeof found === 'string') {
		return found;
	}

	for (const warning of found.warnings) {
		process.stderr.write(`chenyu-top: ${warning}\n`);
	}

	return {
		baseUrl: options.baseUrl,
		apiKey: found.key.reveal(),
		ids: options.ids,
		async close() {
			// Nothing was started.
		},
	};
}

export async function startDemo(options: Options): Promise<Service> {
	const {startDemoService} = await import('../demo/index.ts');
	const service = await startDemoService({clock: systemClock});
	return {
		baseUrl: service.origin,
		apiKey: 'demo',
		ids: choosesRuns(options) ? options.ids : service.runOrderIds,
		close: async () => service.close(),
	};
}

function choosesRuns({ids, idsFromInput, workflow, status}: Options): boolean {
	return ids.length > 0 || idsFromInput || workflow !== null || status !== null;
}

export async function openServiceSource(
	context: SessionContext,
	service: Service,
	recording: WatchRecording | null,
): Promise<RunSource> {
	const {request, messages} = context;
	const {status, concurrency, demo} = request.options;
	const {profile} = request.settings;
	const {ids, discover, storage} = await chooseRuns(request, service);
	const clock = systemClock;
	const recorder = recording?.recorder;
	const warnings = startupWarnings(process.env, clock, status);
	const client = createHttpClient({
		baseUrl: service.baseUrl,
		apiKey: service.apiKey,
		concurrency,
		clock,
		onServiceTime: warnings.onServerDate,
		...(recorder === undefined ? {} : {onResponse: recorder.captureResponse}),
	});

	function accounts(): Accounts | string {
		if (demo) {
			return messages.palette.noSwitch.demo;
		}

		return recorder === undefined
			? profileAccounts({...context, storage, clock, onServerDate: warnings.onServerDate})
			: messages.palette.noSwitch.recording;
	}

	return {
		ids,
		polledOnce: false,
		storage,
		warnings: [],
		open({onRecordingStopped, onWarning, ...parts}) {
			const watch = createWatch({
				client,
				clock,
				ids,
				discover,
				saved: storage.saved,
				profile: profile === null || demo ? null : cleanName(profile),
				settings: {accounts: accounts()},
				...parts,
			});
			recording?.onStopped(onRecordingStopped);
			warnings.onWarning(onWarning);

			if (recorder !== undefined) {
				watch.store.observe(recorder.observe);
			}

			return watch;
		},
	};
}

/** Chooses the named runs. If there are none, chooses the saved runs and searches the account for more. */
async function chooseRuns(
	{options, settings: {profile}}: Request,
	{baseUrl, ids}: Service,
): Promise<{
	readonly ids: readonly RunOrderId[];
	readonly discover: RunListFilter | null;
	readonly storage: SwitchableStorage;
}> {
	const {workflow: workflowId, status, demo, idsFromInput} = options;
	const storage = switchableStorage(demo ? noStorage : await openSessionStorage(baseUrl, profile));
	return ids.length > 0 || idsFromInput
		? {ids, discover: null, storage}
		: {ids: [...storage.saved.watched], discover: {workflowId, status}, storage};
}

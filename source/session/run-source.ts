import {createHttpClient} from '../api/http-client.ts';
import {redactor, type Redact} from '../api/redact.ts';
import {takeTlsVariable} from '../config/environment.ts';
import {findKey, findKeyAgain} from '../config/find-key.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {errorCode} from '../core/error-code.ts';
import type {RunOrderId} from '../core/run.ts';
import type {StorageProblem} from '../core/saved-state.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Cancel, Duration, Instant} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {lastVisitBefore, startDemoService} from '../demo/index.ts';
import {accessTo} from '../features/outputs/download/media-client.ts';
import {startRecorder, type Recorder} from '../features/replay/recorder.ts';
import {writeVisit, writeWholeFrom} from '../storage/history-upkeep.ts';
import type {Storage} from '../storage/storage.ts';
import type {Notice} from '../store/notice.ts';
import {checkStatus} from './check-status.ts';
import {fillDemoHistory} from './demo-history.ts';
import {fullIds, knownIds, listTimeoutMs} from './full-ids.ts';
import {openAccount} from './open-account.ts';
import {exitCodes, Refusal} from './refusal.ts';
import {openSessionStorage} from './session-storage.ts';
import type {WatchParts} from './watch-store.ts';
import {createWatch, type Watch, type WatchOptions} from './watch.ts';

/** A smaller difference to the header `Date`, which has whole seconds, may be the time that the response takes. */
const minClockSkew: Duration = 30_000;

/** The options of a watch. A replay ignores those of polling, such as `interval`. */
type RunViewOptions = WatchParts &
	Pick<
		WatchOptions,
		'interval' | 'concurrency' | 'giveUpAfter' | 'tracksBalance' | 'isVisit' | 'calm'
	> & {
		/**
		 * Called, for example, when writing the recording (`--record`) has stopped after an error. It is never called
		 * before `RunSource.open` has returned.
		 */
		readonly onWarning: (notice: Notice) => void;
	};

export type RunSource = {
	readonly ids: readonly RunOrderId[];
	readonly polledOnce: boolean;
	readonly warnings: readonly Notice[];
	/** Takes the API key out of texts. */
	readonly redact?: Redact;
	/** Creates the watch. It polls nothing, or plays nothing of a recording, before its method `start` is called. */
	open(view: RunViewOptions): Watch;
	/** Does what can wait until the first frame is on the screen. Returns a function that ends it. */
	readonly onShown?: (onBug: (error: unknown) => void) => Cancel;
	close(): Promise<void>;
};

/** A source that polls the API or, with `--demo`, a simulated service. Throws a `Refusal`, for example without a key. */
export async function openServiceSource(context: SessionContext): Promise<RunSource> {
	const {options, settings, messages} = context;
	const {demo, concurrency, proxy, workflow: workflowId, status} = options;
	const {profile} = settings;
	const clock = systemClock;
	const listener = Promise.withResolvers<(notice: Notice) => void>();

	function warn(notice: Notice): void {
		void listener.promise.then(report => report(notice));
	}

	warnOfEnvironment(warn);
	let isSkewReported = false;

	function onServerDate(date: Instant): void {
		const ahead = date - clock.now();

		if (!isSkewReported && Math.abs(ahead) > minClockSkew) {
			isSkewReported = true;
			warn({kind: 'clock-skew', ahead});
		}
	}

	const apiKey = demo ? 'demo' : apiKeyOf(context);
	const service = demo ? await startDemo() : null;
	const baseUrl = service?.origin ?? options.baseUrl;

	function onTrouble(problem: StorageProblem): void {
		warn({kind: 'storage', problem});
	}

	const storage = openSessionStorage(baseUrl, {
		profile,
		key: apiKey,
		limits: settings.historyLimits,
		demo,
		onTrouble,
	});

	const isNamed = options.ids.length > 0 || options.idsFromInput;
	const isWholeDemo = service !== null && !isNamed && workflowId === null && status === null;
	const isSearching = !isNamed && !isWholeDemo;
	const client = createHttpClient({
		baseUrl,
		apiKey,
		...(!demo && {readKey: () => findKeyAgain(context.keyVariable, settings, messages)}),
		concurrency,
		clock,
		proxy,
		onServerDate,
		...(options.record !== null && {
			onResponse: (response, data) => recorder?.captureResponse(response, data),
		}),
	});
	const ids = isWholeDemo
		? service.runOrderIds
		: isNamed
			? await fullIds(options.ids, knownIds(storage, client), messages, options.certainIds)
			: [...storage.saved.watched];

	if (isSearching) {
		const signal = AbortSignal.timeout(listTimeoutMs);
		await checkStatus(
			status,
			storage,
			messages,
			async name => (await client.list({page: 1, status: name}, signal)).orders,
		).catch((error: unknown) => {
			// Of a service that does not respond the watch says why.
			if (error instanceof Refusal) {
				throw error;
			}
		});
	}

	// Last, since a refused start must leave no file: it would prevent the next recording.
	const recorder = startRecording(context, apiKey, why => {
		warn({kind: 'recording-stopped', why: cleanName(why)});
	});
	return {
		ids,
		polledOnce: false,
		warnings: [],
		...(!demo && {redact: redactor(apiKey)}),
		open({onWarning, ...view}) {
			const {noSwitch} = messages.palette;
			const watch = createWatch({
				client,
				access: accessTo(baseUrl, apiKey, proxy),
				clock,
				ids,
				discover: isSearching ? {workflowId, status} : null,
				storage,
				profile: profile === null || demo ? null : cleanName(profile),
				openAccount: async name =>
					demo
						? noSwitch.demo
						: recorder === null
							? openAccount(name, context, onTrouble, onServerDate)
							: noSwitch.recording,
				...view,
			});
			listener.resolve(onWarning);

			if (service !== null && view.isVisit === true) {
				storage.write(writeVisit, service.lastVisit);
				storage.write(writeWholeFrom, 0);
			}

			if (recorder !== null) {
				watch.store.observe(recorder.observe);
			}

			return watch;
		},
		onShown(onBug) {
			const stop = new AbortController();

			if (service !== null) {
				fillHistory(service, storage, stop.signal).catch(onBug);
			}

			return () => stop.abort();
		},
		async close() {
			recorder?.close();
			await service?.close();
		},
	};
}

export function warnOfEnvironment(warn: (notice: Notice) => void): void {
	if (takeTlsVariable(process.env)) {
		warn({kind: 'still-verifying'});
	}
}

/** Throws a `Refusal` without a valid key. Warns on stderr, for example of a key file that others can read. */
export function apiKeyOf({settings, keyVariable, messages}: SessionContext): string {
	const found = findKey(keyVariable, settings, messages);

	if (typeof found === 'string') {
		throw new Refusal(found, exitCodes.gaveUp);
	}

	for (const warning of found.warnings) {
		process.stderr.write(`chenyu-top: ${warning}\n`);
	}

	return found.key.reveal();
}

export async function startDemo() {
	const service = await startDemoService(systemClock);
	return {...service, lastVisit: lastVisitBefore(service.startedAt)};
}

type Demo = Awaited<ReturnType<typeof startDemo>>;

/** Fills the history of a demo. */
export async function fillHistory(
	service: Demo,
	storage: Pick<Storage, 'write' | 'flush'>,
	signal: AbortSignal,
): Promise<void> {
	await fillDemoHistory(service, storage, service.lastVisit, signal);
}

/** Null without `--record`. Throws a `Refusal` if the file exists or cannot be written. */
function startRecording(
	{options, messages: {record: texts}, version}: SessionContext,
	apiKey: string,
	onStopped: (why: string) => void,
): Recorder | null {
	const {record: path, once} = options;

	if (path === null) {
		return null;
	}

	// The header of a recording contains whole milliseconds.
	const started = Math.floor(systemClock.now());
	const redact = redactor(apiKey);

	try {
		return startRecorder({path, started, program: version, once, redact, onStopped});
	} catch (error) {
		const why = errorCode(error);

		if (why === null) {
			throw error;
		}

		const name = cleanName(path);
		throw new Refusal(
			why === 'EEXIST' ? texts.exists(name) : texts.unwritable(name, cleanName(why)),
		);
	}
}

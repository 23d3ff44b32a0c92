import {openPostClient} from '../api/post-client.ts';
import {redactor, type Redact} from '../api/redact.ts';
import {noProfileName} from '../config/config-schema.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {systemErrorCode} from '../core/error-code.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock as clock, type Duration, type Instant} from '../core/time/clock.ts';
import {metricsWriter} from '../events/metrics/measure.ts';
import {serveMetrics} from '../events/metrics/metrics-server.ts';
import {prepareFolder} from '../features/outputs/download/files.ts';
import {accessTo} from '../features/outputs/download/media-client.ts';
import {startRecorder, type Recorder} from '../features/replay/recorder.ts';
import {startNotifier, type Notifier} from '../notify/index.ts';
import type {Notice} from '../store/notice.ts';
import {chosenOptions, openAccountStorage, openService} from './account.ts';
import {checkStatus, fullIds, knownIds, listTimeoutMs} from './full-ids.ts';
import {Refusal} from './refusal.ts';
import {createReplayWatch, readRecording} from './replay-watch.ts';
import {createWatch, type Watch, type WatchOptions, type WatchView} from './watch.ts';

/** A smaller difference to the header `Date`, which has whole seconds, may be the time that the response takes. */
const minClockSkew: Duration = 30_000;

/** How the runs are watched. A replay ignores what is about polling. */
type SessionView = WatchView &
	Pick<WatchOptions, 'interval' | 'concurrency' | 'giveUpAfter' | 'tracksBalance' | 'isVisit'>;

type Warn = (notice: Notice) => void;

export type Session = Awaited<ReturnType<typeof openSession>>;

/**
 * Opens all that belongs to a watch of an account, of a demo or of a recording. It polls or plays nothing before `start`,
 * and `stop` ends it. Throws a `Refusal`, for example without a key.
 */
export async function openSession(context: SessionContext, view: SessionView) {
	const {download, replay} = context.options;
	const warnings: Notice[] = [];
	let watch: Watch | null = null;

	function warn(notice: Notice): void {
		if (watch === null) {
			warnings.push(notice);
		} else {
			watch.store.dispatch({type: 'noticeShown', at: watch.clock.now(), notice});
		}
	}

	const why = download === null ? null : await prepareFolder(download);

	if (download !== null && why !== null) {
		const {badFolder, why: texts} = context.messages.download;
		throw new Refusal(badFolder(cleanName(download), texts(why)));
	}

	const opened =
		replay === null ? await openLive(context, view, warn) : openReplay(context, replay, view, warn);
	watch = opened.watch;
	const {ids, polledOnce, redact, close} = opened;
	return {
		...watch,
		ids,
		polledOnce,
		/** The notices from before the store existed. Later ones are actions of the store. */
		warnings,
		/** The hooks and channels. */
		notifier: openNotifier(context, {watch, warn, redact}),
		async stop() {
			await opened.watch.stop();
			await close();
		},
	};
}

/** Opens a watch that plays a recording. */
function openReplay(context: SessionContext, file: string, view: SessionView, warn: Warn) {
	const {speed} = context.options;
	const recording = readRecording(file, context.messages, warn);
	const initial = chosenOptions(context);
	return {
		watch: createReplayWatch({...view, initial, recording, speed, realClock: clock}),
		ids: recording.ids,
		polledOnce: recording.once,
		redact: (text: string) => text,
		close: async () => undefined,
	};
}

/** Opens a watch that polls the API or, with `--demo`, a simulated service. */
async function openLive(context: SessionContext, view: SessionView, warn: Warn) {
	const {options, settings} = context;
	const {workflow: workflowId, status, proxy} = options;
	let recorder: Recorder | null = null;
	let isSkewReported = false;
	const {baseUrl, apiKey, demo, client} = await openService(context, warn, {
		onServerDate(date: Instant) {
			const ahead = date - clock.now();

			if (!isSkewReported && Math.abs(ahead) > minClockSkew) {
				isSkewReported = true;
				warn({kind: 'clock-skew', ahead});
			}
		},
		...(options.record !== null && {
			onResponse: (response, data) => recorder?.captureResponse(response, data),
		}),
	});
	const storage = openAccountStorage(settings, {
		baseUrl,
		apiKey,
		limits: settings.historyLimits,
		inMemory: demo !== null,
		onTrouble: problem => warn({kind: 'storage', problem}),
	});
	const isNamed = options.ids.length > 0 || options.idsFromInput;
	const isWholeDemo = demo !== null && !isNamed && workflowId === null && status === null;
	const isSearching = !isNamed && !isWholeDemo;
	const ids = isWholeDemo
		? demo.runOrderIds
		: isNamed
			? await fullIds(options.ids, knownIds({storage, client}), context)
			: [...storage.saved.watched];

	if (isSearching) {
		const signal = AbortSignal.timeout(listTimeoutMs);
		await checkStatus(
			context,
			storage,
			async name => (await client.list({page: 1, status: name}, signal)).orders,
		);
	}

	const watch = createWatch({
		...view,
		initial: {...chosenOptions(context), isDemo: demo !== null},
		client,
		clock,
		access: accessTo(baseUrl, apiKey, proxy),
		storage,
		ids,
		discover: isSearching ? {workflowId, status} : null,
		profile: settings.profile === null || demo !== null ? null : cleanName(settings.profile),
		tracksBalance: view.tracksBalance === true || options.metrics !== null,
	});
	const metrics = await openMetrics(context, watch, warn);
	const redact = redactor(apiKey);
	// Last, since a refused start must leave no file: it would prevent the next recording.
	recorder = startRecording(context, redact, warn);
	const closing = new AbortController();

	if (recorder !== null) {
		watch.store.observe(recorder.observe);
	}

	if (demo !== null && view.isVisit === true) {
		const {fillDemoHistory} = await import('./demo-history.ts');
		fillDemoHistory(demo, storage, closing.signal).catch(view.onBug);
	}

	return {
		watch,
		ids,
		polledOnce: false,
		redact,
		close: async () => {
			closing.abort();
			metrics?.close();
			recorder?.close();
			await demo?.close();
		},
	};
}

/**
 * Starts the hooks and channels of a watch, if there are any. A replay has none. A demo runs only
 * what `--on-end` names, so that nobody else learns of simulated runs.
 */
function openNotifier(
	{options: {onEnd, demo, replay, proxy}, settings: {config}, messages}: SessionContext,
	{watch, warn, redact}: {readonly watch: Watch; readonly warn: Warn; readonly redact: Redact},
): Notifier {
	const isLive = !demo && replay === null;
	const channels = isLive ? (config?.channels ?? []) : [];
	const hooks = {...(isLive && config?.hooks), ...(onEnd && {end: onEnd})};

	if (channels.length === 0 && Object.keys(hooks).length === 0) {
		return {async close() {}, abort() {}};
	}

	return startNotifier({
		...watch,
		hooks,
		channels,
		messages,
		env: process.env,
		host: process,
		openClient: () => openPostClient(proxy),
		showNotice: warn,
		redact,
	});
}

/** Serves the metrics if the user asks for them; null otherwise. */
async function openMetrics(
	{options: {metrics: wanted, demo}, settings: {profile}, messages, version}: SessionContext,
	{store, poller}: ReturnType<typeof createWatch>,
	warn: Warn,
) {
	if (wanted === null) {
		return null;
	}

	const account = demo ? 'demo' : cleanName(profile ?? noProfileName);
	const {statistics: requestStatistics} = poller;
	const write = metricsWriter({store, clock, requestStatistics, account}, version);
	const server = await serveMetrics(wanted, write).catch((error: unknown) => {
		const why = cleanName(systemErrorCode(error));
		const address = cleanName(`${wanted.host}:${wanted.port}`);
		throw new Refusal(messages.usage.errors.metricsPort(address, why));
	});
	warn({kind: 'metrics-served', address: cleanName(server.address)});
	return server;
}

/** Starts the recording; null without `--record`. Throws a `Refusal` if the file exists or cannot be written. */
function startRecording(
	{options: {record: path, once}, messages: {record: texts}, version}: SessionContext,
	redact: Redact,
	warn: Warn,
) {
	if (path === null) {
		return null;
	}

	try {
		return startRecorder({
			path,
			// The header of a recording contains whole milliseconds.
			started: Math.floor(clock.now()),
			program: version,
			once,
			redact,
			onStopped: why => warn({kind: 'recording-stopped', why: cleanName(why)}),
		});
	} catch (error) {
		const why = systemErrorCode(error);
		const name = cleanName(path);
		throw new Refusal(
			why === 'EEXIST' ? texts.exists(name) : texts.unwritable(name, cleanName(why)),
		);
	}
}

import type {Options} from '../config/options.ts';
import {quoteInput} from '../config/quote-input.ts';
import type {RunOrderId} from '../core/run.ts';
import {emptySavedState} from '../core/saved-state.ts';
import {textByKind} from '../core/text-by-kind.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Clock} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {defaultSaving} from '../features/outputs/state.ts';
import {createPlayer} from '../features/replay/player.ts';
import {
	narrowedTo,
	openRecording,
	type CannotReplay,
	type Recording,
} from '../features/replay/recording/recording.ts';
import {VirtualClock} from '../features/replay/virtual-clock.ts';
import type {Messages} from '../i18n/index.ts';
import type {Notice} from '../store/notice.ts';
import {fullIds} from './full-ids.ts';
import {Refusal} from './refusal.ts';
import type {RunSource} from './run-source.ts';
import {createWatchStore, type WatchParts} from './watch-store.ts';
import type {Watch} from './watch.ts';

/**
 * Opens a recording (`--replay FILE`) as the source of runs. Throws a `Refusal` if the file cannot be replayed, or has no
 * run with one of the ids.
 */
export async function openReplay(
	file: string,
	{ids, speed}: Pick<Options, 'ids' | 'speed'>,
	messages: Messages,
): Promise<RunSource> {
	const whole = readRecording(file, messages);
	const recording =
		ids.length === 0 ? whole : narrowedTo(whole, await recordedIds(ids, whole, messages));
	return {
		ids: recording.ids,
		polledOnce: recording.once,
		warnings: warningsOf(file, recording),
		open: view => createReplayWatch({recording, speed, realClock: systemClock, ...view}),
		async close() {
			// The recording is in memory.
		},
	};
}

async function recordedIds(
	typed: readonly RunOrderId[],
	{watched}: Recording,
	messages: Messages,
): Promise<readonly RunOrderId[]> {
	// Whatever they look like, the sentence below is the right one for those that it does not have.
	const ids = await fullIds(typed, [async () => [...watched]], messages, new Set(typed));
	const unknown = ids.find(id => !watched.has(id));

	if (unknown !== undefined) {
		throw new Refusal(messages.record.noRun(quoteInput(unknown)));
	}

	return ids;
}

/** Throws a `Refusal` if the file is no recording. */
export function readRecording(file: string, messages: Messages): Recording {
	const recording = openRecording(file);

	if ('kind' in recording) {
		throw new Refusal(errorMessage(cleanName(file), recording, messages));
	}

	return recording;
}

export function warningsOf(file: string, {broken}: Recording): readonly Notice[] {
	return broken.length === 0 ? [] : [{kind: 'broken-lines', file: cleanName(file), lines: broken}];
}

function errorMessage(file: SafeText, error: CannotReplay, {record}: Messages): string {
	return textByKind<CannotReplay>({
		unreadable: ({why}) => record.unreadable(file, cleanName(why)),
		newer: ({version}) => record.newer(file, version),
		'no-file': () => record.noFile(file),
		'broken-header': () => record.brokenHeader(file),
		'no-recording': () => record.noRecording(file),
	})(error);
}

type ReplayOptions = WatchParts & {
	readonly recording: Recording;
	/** The playback speed: 2 is twice as fast as the recording, `Infinity` plays without pauses. */
	readonly speed: number;
	readonly realClock: Clock;
};

/** Creates a watch that plays a recording. Outputs can be downloaded as long as their hosts still serve them. */
export function createReplayWatch(options: ReplayOptions): Watch {
	const {recording, speed, realClock} = options;
	const clock = new VirtualClock(realClock, recording.started + recording.beginning);
	const {store, close} = createWatchStore(options, {
		clock,
		frameClock: realClock,
		initial: {
			...options.initial,
			saved: emptySavedState,
			discovering: false,
			// No order is requested, and so the inputs for the names of downloads may be missing.
			reportsOrders: false,
			saving: defaultSaving,
		},
		replay(move) {
			player.move(move);
		},
	});
	const player = createPlayer({recording, store, clock, speed});
	return {
		store,
		clock,
		over: player.finished,
		start() {
			player.play();
		},
		add() {},
		hold(held) {
			player.setHeld(held);
		},
		requestStatistics: () => ({sent: 0, refused: 0, latency: null, inFlight: 0, waiting: 0}),
		stopSaving: () => null,
		async stop() {
			player.stop();
			await close();
		},
	};
}

import {cleanName} from '../core/text/sanitize.ts';
import type {Clock} from '../core/time/clock.ts';
import {createPlayer} from '../features/replay/player.ts';
import {openRecording, type Recording} from '../features/replay/recording.ts';
import type {Messages} from '../i18n/messages.ts';
import type {Notice} from '../store/notice.ts';
import type {StateOptions} from '../store/registry.ts';
import {Refusal} from './refusal.ts';
import {createWatchStore, type Watch, type WatchView} from './watch.ts';

/** Warns of lines that cannot be played. Throws a `Refusal` if the file is no recording. */
export function readRecording(
	file: string,
	{record}: Pick<Messages, 'record'>,
	warn: (notice: Notice) => void,
): Recording {
	const recording = openRecording(file);
	const name = cleanName(file);

	if ('kind' in recording) {
		throw new Refusal(
			recording.kind === 'unreadable'
				? record.unreadable(name, cleanName(recording.why))
				: record.noRecording(name),
		);
	}

	if (recording.broken.length > 0) {
		warn({kind: 'broken-lines', file: name, lines: recording.broken});
	}

	return recording;
}

type ReplayOptions = WatchView & {
	readonly recording: Recording;
	/** The playback speed: 2 is twice as fast as the recording, `Infinity` plays without pauses. */
	readonly speed: number;
	readonly realClock: Clock;
	readonly initial?: Partial<StateOptions>;
};

/** Creates a watch that plays a recording. Outputs can be downloaded as long as their hosts still serve them. */
export function createReplayWatch(options: ReplayOptions): Watch {
	const {recording, speed, realClock} = options;
	const player = createPlayer({recording, speed, realClock, store: () => store});
	const {store, close} = createWatchStore(options, {
		clock: player.clock,
		frameClock: realClock,
		initial: {
			...options.initial,
			// No order is requested, and so the inputs for the names of downloads may be missing.
			reportsOrders: false,
			downloadName: null,
		},
		player,
	});
	return {
		store,
		clock: player.clock,
		over: player.finished,
		start: player.play,
		add() {},
		hold: player.setHeld,
		stopSaving: () => null,
		async stop() {
			player.stop();
			await close();
		},
	};
}

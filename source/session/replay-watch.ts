import type {Options} from '../config/options.ts';
import type {Money} from '../core/money/money.ts';
import {emptySavedState} from '../core/saved-state.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Clock} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Notice} from '../store/notice.ts';
import {Player} from '../features/replay/player.ts';
import {openRecording, type CannotReplay} from '../features/replay/recording/open-recording.ts';
import {Recording} from '../features/replay/recording/recording.ts';
import {VirtualClock} from '../features/replay/virtual-clock.ts';
import type {Messages} from '../i18n/index.ts';
import type {CommandRegistry} from '../store/command-registry.ts';
import {createEffectRunner, type EffectsOptions, type SystemAdapter} from '../store/effects.ts';
import {isUserAction} from '../store/is-user-action.ts';
import {reduce} from '../store/reducer.ts';
import {initialState} from '../store/state.ts';
import type {Size} from '../features/panes/state.ts';
import {createStore, type Store} from '../store/store.ts';
import {applyAppearanceSetting} from './apply-setting.ts';
import {openOutputServices, type OutputServicesOptions} from './output-services.ts';
import type {RunSource} from './run-source.ts';
import {noStorage} from './session-storage.ts';
import {frameMs, type Watch} from './watch.ts';

/** Opens a recording for a replay. Returns an error message if that fails. */
export function openReplay(
	file: string,
	{ids, speed}: Pick<Options, 'ids' | 'speed'>,
	messages: Messages,
): RunSource | string {
	const recording = openRecording(file, ids);

	if (!(recording instanceof Recording)) {
		return errorMessage(recording, messages);
	}

	const files = recording.broken.map(({path, ...lines}) => ({file: cleanName(path), ...lines}));
	return {
		ids: recording.ids,
		polledOnce: recording.once,
		storage: noStorage,
		warnings: files.length === 0 ? [] : [{kind: 'broken-lines', files}],
		open: parts => createReplayWatch({recording, speed, realClock: systemClock, ...parts}),
	};
}

function errorMessage(error: CannotReplay, {record}: Messages): string {
	const name = cleanName(error.path);

	switch (error.kind) {
		case 'unreadable': {
			return record.unreadable(name, cleanName(error.why));
		}

		case 'no-file': {
			return record.noFile(name);
		}

		case 'broken-header': {
			return record.brokenHeader(name);
		}

		case 'no-recording': {
			return record.noRecording(name);
		}

		case 'newer': {
			return record.newer(name, error.version);
		}
	}
}

export type ReplayOptions = OutputServicesOptions & {
	readonly recording: Recording;
	/** Factor of real time. `Infinity` plays without pauses. */
	readonly speed: number;
	readonly realClock: Clock;
	readonly size: Size;
	readonly commands: CommandRegistry;
	readonly budget?: Money | null;
	readonly system: SystemAdapter;
	readonly mouse?: boolean;
};

/** Creates a watch that plays a recording. Downloads work while the hosts still have the outputs. */
export function createReplayWatch(options: ReplayOptions): Watch {
	const {recording, speed, realClock, size, commands, system, onBug} = options;
	const clock = new VirtualClock(realClock, recording.started + recording.beginning, speed);
	const outputServices = openOutputServices(options, clock, action => {
		store.dispatch(action);
	});
	const store: Store = createStore({
		reduce,
		initial: initialState(size, clock.now(), commands, {
			saved: emptySavedState,
			discovering: false,
			budget: options.budget ?? null,
			mouse: options.mouse ?? false,
		}),
		clock: realClock,
		frameMs,
		isUserAction,
		onEffects: createEffectRunner({
			poller: noPoller,
			system,
			downloads: outputServices.downloads,
			viewer: outputServices.viewer,
			set: effect => {
				applyAppearanceSetting(effect, {system, notice});
			},
			notify: notice,
			continueLog() {
				realClock.after(0, () => {
					store.dispatch({type: 'logContinued', at: clock.now()});
				});
			},
			replay: move => {
				player.move(move);
			},
			onBug,
		}),
	});

	function notice(shown: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice: shown});
	}

	const player = new Player({recording, store, clock, speed});
	return {
		store,
		clock,
		over: player.finished,
		start() {
			player.play();
		},
		add: ignore,
		hold(held) {
			player.setHeld(held);
		},
		async stop() {
			player.stop();
			await outputServices.close();
			recording.close();
		},
	};
}

const noPoller: EffectsOptions['poller'] = {
	watch: ignore,
	unwatch: ignore,
	prioritize: ignore,
	pollNow: ignore,
	loadOrder: ignore,
	loadListPage: ignore,
	pause: ignore,
};

function ignore(): void {
	// A replay polls nothing.
}

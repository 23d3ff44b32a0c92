import type {Clock} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import {emptySavedState} from '../core/saved-state.ts';
import {createEffects, type EffectsOptions, type SystemAdapter} from '../store/effects.ts';
import {Player} from '../features/replay/player.ts';
import type {Recording} from '../features/replay/recording/recording.ts';
import {VirtualClock} from '../features/replay/virtual-clock.ts';
import type {Notice} from '../features/notices/notice.ts';
import {isUserAction} from '../store/is-user-action.ts';
import type {CommandRegistry} from '../store/command-registry.ts';
import {reduce} from '../store/reducer.ts';
import {initialState, type Size} from '../store/state.ts';
import {createStore, type Store} from '../store/store.ts';
import {openFileMetadata, type ShelfOptions} from './open-file-metadata.ts';
import {setAppearance} from './apply-setting.ts';
import {frame, type Watch} from './watch.ts';

/** What a replay is made of. Outputs can be saved as long as their hosts have them. */
export type ReplayOptions = ShelfOptions & {
	readonly recording: Recording;
	/** How many times faster than it was; infinite is as fast as can be. */
	readonly speed: number;
	readonly realClock: Clock;
	readonly size: Size;
	readonly commands: CommandRegistry;
	/** What the session is not to cost more than without a warning; null, or nothing, is no matter. */
	readonly budget?: Money | null;
	readonly system: SystemAdapter;
	/** Whether the mouse is ours from the start. */
	readonly mouse?: boolean;
};

/** Wires a recording, its player and the state: the same watch again, of which nothing asks the service. */
export function createReplayWatch(options: ReplayOptions): Watch {
	const {recording, speed, realClock, size, commands, system, onBug} = options;
	const clock = new VirtualClock(realClock, recording.started + recording.beginning, speed);
	const outputsState = openFileMetadata(options, clock, action => {
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
		frame,
		isUserAction,
		onEffects: createEffects({
			poller: noPoller,
			system,
			downloads: outputsState.downloads,
			viewer: outputsState.viewer,
			set: effect => {
				setAppearance(effect, {system, notice});
			},
			notice,
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
	function notice(told: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice: told});
	}

	const player = new Player({recording, store, clock, speed});
	return {
		store,
		clock,
		over: player.over,
		start() {
			player.play();
		},
		add() {
			// The runs of a recording are those that were recorded.
		},
		hold(held) {
			player.hold(held);
		},
		async stop() {
			player.stop();
			await outputsState.close();
			recording.close();
		},
	};
}

/** What a poller would be asked to do has been done when it was recorded. */
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
	// Nothing is asked in a replay.
}

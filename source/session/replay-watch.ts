import type {Clock} from '../domain/clock.ts';
import {createEffects, type EffectsOptions, type Hands} from '../effects/effects.ts';
import {Player} from '../record/player.ts';
import type {Recording} from '../record/recording.ts';
import {VirtualClock} from '../record/virtual-clock.ts';
import {reduce} from '../state/reducer.ts';
import {initialState, type Size} from '../state/state.ts';
import {createStore, type Store} from '../state/store.ts';
import {frame, type Watch} from './watch.ts';

/** What a replay is made of. */
export type ReplayOptions = {
	readonly recording: Recording;
	/** How many times faster than it was; infinite is as fast as can be. */
	readonly speed: number;
	readonly realClock: Clock;
	readonly size: Size;
	readonly helpLength: number;
	readonly hands: Hands;
	readonly onBug: (error: unknown) => void;
};

/** Wires a recording, its player and the state: the same watch again, of which nothing asks the service. */
export function createReplayWatch(options: ReplayOptions): Watch {
	const {recording, speed, realClock, size, helpLength, hands, onBug} = options;
	const clock = new VirtualClock(realClock, recording.started + recording.beginning, speed);
	const store: Store = createStore({
		reduce,
		initial: initialState(size, clock.now(), helpLength),
		clock: realClock,
		frame,
		onEffects: createEffects({
			poller: noPoller,
			hands,
			notice: notice => {
				store.dispatch({type: 'noticed', at: clock.now(), notice});
			},
			readOn() {
				realClock.after(0, () => {
					store.dispatch({type: 'log-read-on', at: clock.now()});
				});
			},
			replay: move => {
				player.move(move);
			},
			onBug,
		}),
	});
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
			recording.close();
		},
	};
}

/** What a poller would be asked to do has been done when it was recorded. */
const noPoller: EffectsOptions['poller'] = {
	watch: ignore,
	unwatch: ignore,
	attend: ignore,
	pollNow: ignore,
	lookUp: ignore,
	pause: ignore,
};

function ignore(): void {
	// Nothing is asked in a replay.
}

import type {RunClient} from '../api/client.ts';
import type {Clock, Duration} from '../domain/clock.ts';
import {nothingRemembered, type Remembered} from '../domain/remembered.ts';
import type {RunOrderId} from '../domain/run.ts';
import {createEffects, type Hands} from '../effects/effects.ts';
import type {Wanted} from '../poll/discovery.ts';
import {createPoller, type Poller} from '../poll/poller.ts';
import {reduce} from '../state/reducer.ts';
import {canWait} from '../state/can-wait.ts';
import {initialState, type Size} from '../state/state.ts';
import {createStore, type Store} from '../state/store.ts';
import {foreignName} from '../terminal/sanitize.ts';

/** Thirty frames a second: more is not seen, and each costs some milliseconds of the processor. */
export const frame: Duration = 33;

/**
 * For what moves by itself all the time. A run is asked every two seconds, so ten of them would be five frames a second,
 * each of which costs more than all the polls; with this it goes along with the frame of the clock's second.
 */
const patientFrame: Duration = 1000;

/** What a watch is made of. */
export type WatchOptions = {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly ids: readonly RunOrderId[];
	/** What was kept from earlier sessions. */
	readonly remembered?: Remembered;
	/** Which runs of the account are looked for; null where only those that are named are watched. */
	readonly discover?: Wanted | null;
	readonly interval: Duration;
	readonly concurrency: number;
	/** How long a failure without a break may last before a run is given up; null is for ever. */
	readonly giveUpAfter: Duration | null;
	readonly size: Size;
	readonly helpLength: number;
	/** What carries out effects besides the poller. */
	readonly hands: Hands;
	readonly onBug: (error: unknown) => void;
};

/** Runs that are being watched: the state, and the poller that keeps it fresh. */
export type Watch = {
	readonly store: Store;
	/** What the times that are shown go by. */
	readonly clock: Clock;
	/** Resolves when nothing more can come, as at the end of a recording; null where that is never known. */
	readonly over: Promise<void> | null;
	/** Begins to ask. Readers of the store that may not miss anything subscribe before. */
	start(): void;
	/** Watches further runs; those that are watched already are left as they are. */
	readonly add: (ids: readonly RunOrderId[]) => void;
	/** Asks nothing, or goes on: for a reader that is slower than the service. */
	readonly hold: (held: boolean) => void;
	/** Ends the polls and closes the client. */
	stop(): Promise<void>;
};

/** Wires client, poller, state and effects for one watch. Nothing is asked before `start`. */
export function createWatch(options: WatchOptions): Watch {
	const {remembered = nothingRemembered, discover = null} = options;
	const {client, clock, ids, interval, concurrency, giveUpAfter, size, helpLength, onBug} = options;
	const poller: Poller = createPoller({
		client,
		clock,
		interval,
		concurrency,
		giveUpAfter,
		random: Math.random,
		dispatch: action => {
			store.dispatch(action);
		},
		onBug,
	});
	const store: Store = createStore({
		reduce,
		initial: initialState(size, clock.now(), helpLength, {
			remembered,
			discovering: discover !== null,
		}),
		clock,
		frame,
		patience: {canWait, frame: patientFrame},
		onEffects: createEffects({
			poller,
			hands: options.hands,
			notice: notice => {
				store.dispatch({type: 'noticed', at: clock.now(), notice});
			},
			readOn() {
				clock.after(0, () => {
					store.dispatch({type: 'log-read-on', at: clock.now()});
				});
			},
			onBug,
		}),
	});

	function add(added: readonly RunOrderId[]): void {
		store.dispatch({type: 'runs-added', at: clock.now(), ids: added.map(id => foreignName(id))});
	}

	return {
		store,
		clock,
		over: null,
		start() {
			add(ids);

			if (discover !== null) {
				poller.discover(discover);
			}
		},
		add,
		hold(held) {
			poller.pause(held);
		},
		async stop() {
			await poller.stop();
			await client.close();
		},
	};
}

import type {HttpProxy} from '../core/http-proxy.ts';
import type {RunOrderId} from '../core/run.ts';
import {emptySavedState, type SavedState} from '../core/saved-state.ts';
import type {RequestLoad} from '../core/service-state.ts';
import {cleanName, foreignName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import type {Poller} from '../polling/poller.ts';
import type {Storage} from '../storage/storage.ts';
import type {Store} from '../store/store.ts';
import {HistoryKeeper} from './history-keeper.ts';
import type {Account} from './open-account.ts';
import {SwitchablePoller, type PollerSettings} from './switchable-poller.ts';
import {createWatchStore, type WatchParts} from './watch-store.ts';

/**
 * The minimum time in milliseconds between two frames if only changes that can wait, such as progress, have occurred.
 * Displayed durations cause a frame every second anyway, and that frame shows all changes. With a limit of more than a
 * second, the changes that can wait therefore rarely cause an additional frame.
 */
const backgroundFrameMs: Duration = 1100;

/** The same minimum with `--calm`. It is longer than the 5 s between two redraws of the displayed durations. */
const calmFrameMs: Duration = 5100;

export type WatchOptions = WatchParts &
	PollerSettings & {
		readonly clock: Clock;
		readonly ids: readonly RunOrderId[];
		readonly saved?: SavedState;
		/** The filter of the search for runs in the account; null to watch only the runs in `ids`. */
		readonly discover?: RunListFilter | null;
		/** Polling of a run stops after its polls have failed for this many milliseconds; Infinity: never. */
		readonly giveUpAfter: Duration;
		readonly profile?: SafeText | null;
		/** The proxy for outputs; `client` has its own. */
		readonly proxy?: HttpProxy | null;
		/** Connects to the account of a profile. Resolves to an error message if that fails. */
		readonly openAccount?: (profile: string) => Promise<Account | string>;
		readonly tracksBalance?: boolean;
		/** The storage of the current account; undefined if runs are not kept in a history. */
		readonly storage?: () => Storage;
		/** Whether the session has a screen. Then a notice says what happened since the last such session. */
		readonly isVisit?: boolean;
		readonly calm?: boolean;
	};

export type Watch = {
	readonly store: Store;
	/** The clock for the times on the screen. In a replay it shows the time of the recording. */
	readonly clock: Clock;
	/** Resolves at the end of a recording; null if this is no replay. */
	readonly over: Promise<void> | null;
	/** Starts polling or playing. Call it after adding all observers of the store, so that they get every action. */
	start(): void;
	readonly add: (ids: readonly RunOrderId[]) => void;
	/** Pauses (true) or continues (false) polling. Used if the program that reads stdout is slow. */
	readonly hold: (held: boolean) => void;
	/** The requests to the API at this moment. A replay has none. */
	load(): RequestLoad;
	stop(): Promise<void>;
};

/** Creates the poller, the store and the effects of a watch, and connects them. Sends no request before `start`. */
export function createWatch(options: WatchOptions): Watch & {readonly poller: () => Poller} {
	const {client, interval, concurrency, clock, giveUpAfter, system, openAccount, onBug} = options;
	const {ids, saved = emptySavedState, discover = null, profile = null} = options;
	const {tracksBalance = false, isVisit = false, calm = false, storage} = options;
	let {proxy = null} = options;
	const poller = new SwitchablePoller({
		client,
		interval,
		concurrency,
		clock,
		giveUpAfter,
		random: Math.random,
		dispatch: action => store.dispatch(action),
		onBug,
	});
	const history =
		storage === undefined
			? null
			: new HistoryKeeper({
					storage,
					poller: () => poller.current,
					clock,
					dispatch: action => store.dispatch(action),
					isVisit,
					state: () => store.getState(),
					onBug,
				});
	const {store, showNotice, close} = createWatchStore(options, {
		clock,
		frameClock: clock,
		initial: {
			...options.initial,
			saved,
			discovering: discover !== null,
			narrowedBy: narrowedBy(discover),
			profile,
		},
		backgroundFrameMs: calm ? calmFrameMs : backgroundFrameMs,
		proxy: () => proxy,
		poller: () => poller.current,
		...(history && {history: history.effects}),
		switchProfile(name) {
			opening = opening.then(async () => switchProfile(name)).catch(onBug);
		},
	});

	if (history !== null) {
		store.observe(history.observe);
	}

	/**
	 * Resolves when the account chosen last is open. Accounts are opened one after the other, in the order of choice, so
	 * that the account chosen last is the one that stays open.
	 */
	let opening: Promise<void> = Promise.resolve();

	async function switchProfile(name: string): Promise<void> {
		const account = await openAccount?.(name);

		if (account === undefined) {
			return;
		}

		if (typeof account === 'string') {
			showNotice({kind: 'no-profile', why: account});
			return;
		}

		poller.exchange(account).catch(onBug);
		({proxy} = account);
		account.startSaving(() => {
			store.dispatch({
				type: 'accountSwitched',
				at: clock.now(),
				initial: {
					...account.limits,
					saved: account.saved,
					discovering: true,
					profile: account.profile,
				},
			});
		});
		enterAccount([...account.saved.watched], {workflowId: null, status: null});
		system?.setAppearance({theme: account.theme});
	}

	function add(added: readonly RunOrderId[]): void {
		store.dispatch({type: 'runsAdded', at: clock.now(), ids: added.map(id => foreignName(id))});
	}

	function enterAccount(runs: readonly RunOrderId[], filter: RunListFilter | null): void {
		add(runs);

		if (filter !== null) {
			poller.current.discover(filter);
		}

		if (tracksBalance) {
			poller.current.trackBalance();
		}

		history?.open();
	}

	return {
		store,
		clock,
		poller: () => poller.current,
		over: null,
		start: () => enterAccount(ids, discover),
		add,
		hold(held) {
			poller.current.pause(held);
		},
		load: () => poller.current.load(),
		async stop() {
			history?.stop();
			await Promise.all([poller.stop(), close()]);
		},
	};
}

/** Formats the filter of a search as command line options, such as `--status failed`; null without a filter. */
function narrowedBy(wanted: RunListFilter | null): SafeText | null {
	const {status = null, workflowId = null} = wanted ?? {};
	const options = [
		...(status === null ? [] : [`--status ${status}`]),
		...(workflowId === null ? [] : [`--workflow ${workflowId}`]),
	];
	return options.length === 0 ? null : cleanName(options.join(' '));
}

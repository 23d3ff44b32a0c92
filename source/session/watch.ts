import type {RunOrderId} from '../core/run.ts';
import {emptySavedState, type StorageProblem} from '../core/saved-state.ts';
import type {RequestStatistics} from '../core/service-state.ts';
import {cleanName, foreignName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import type {Poller} from '../polling/poller.ts';
import {endTimeoutMs} from '../storage/storage.ts';
import type {Store} from '../store/store.ts';
import {calmUrgencyOf} from '../store/urgency.ts';
import {openAccountSession, type AccountSession, type AccountSettings} from './account-session.ts';
import type {Account} from './open-account.ts';
import {createWatchStore, type WatchParts} from './watch-store.ts';

/**
 * The minimum time in milliseconds between two frames if only changes that can wait, such as progress, have occurred.
 * Displayed durations cause a frame every second anyway, and that frame shows all changes. With a limit of more than a
 * second, the changes that can wait therefore rarely cause an additional frame.
 */
const backgroundFrameMs: Duration = 1100;

/** The same minimum with `calm`. It is longer than the 5 s between two redraws of the displayed durations. */
const calmFrameMs: Duration = 5100;

export type WatchOptions = WatchParts &
	AccountSettings & {
		readonly clock: Clock;
		readonly ids: readonly RunOrderId[];
		/** The filter of the search for runs in the account; null to watch only the runs in `ids`. */
		readonly discover?: RunListFilter | null;
		/** Polling of a run stops after its polls have failed for this many milliseconds; Infinity: never. */
		readonly giveUpAfter: Duration;
		readonly profile?: SafeText | null;
		/** Connects to the account of a profile. Resolves to an error message if that fails. */
		readonly openAccount?: (profile: string) => Promise<Account | string>;
		readonly tracksBalance?: boolean;
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
	/** The requests to the API. A replay has none. */
	requestStatistics(): RequestStatistics;
	/**
	 * Saves what is left, for which it waits up to `timeout` for other processes, and stops saving. Returns a problem that
	 * prevented this; else null.
	 */
	stopSaving(timeout: Duration): StorageProblem | null;
	stop(): Promise<void>;
};

/** Creates the poller, the store and the effects of a watch, and connects them. Sends no request before `start`. */
export function createWatch(options: WatchOptions): Watch & {readonly poller: () => Poller} {
	const {clock, giveUpAfter, system, openAccount, onBug} = options;
	const {ids, discover = null, profile = null, storage} = options;
	const {tracksBalance = false, isVisit = false, calm = false} = options;
	let current = openSession(options);

	const {store, showNotice, close} = createWatchStore(options, {
		clock,
		frameClock: clock,
		initial: {
			...options.initial,
			saved: storage?.saved ?? emptySavedState,
			discovering: discover !== null,
			narrowedBy: narrowedBy(discover),
			profile,
		},
		backgroundFrameMs: calm ? calmFrameMs : backgroundFrameMs,
		...(calm && {urgencyOf: calmUrgencyOf}),
		access: () => current.access,
		poller: () => current.poller,
		history: () => current.history?.effects,
		switchProfile(name) {
			opening = opening.then(async () => switchProfile(name)).catch(onBug);
		},
	});

	store.observe((state, action, previous) => {
		current.history?.observe(state, action, previous);

		// What another account has saved is no change.
		if (state.saved !== previous.saved && action.type !== 'accountSwitched') {
			current.storage?.save(state.saved);
		}
	});

	function openSession(settings: AccountSettings): AccountSession {
		return openAccountSession(settings, {
			clock,
			giveUpAfter,
			isVisit,
			state: () => store.getState(),
			dispatch(action) {
				// Ignores late responses of an account that was left.
				if (current.client === settings.client) {
					store.dispatch(action);
				}
			},
			onBug,
		});
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

		const left = current;
		left.leave(endTimeoutMs);
		current = openSession(account);
		store.dispatch({
			type: 'accountSwitched',
			at: clock.now(),
			initial: {
				...account.limits,
				saved: account.storage.saved,
				discovering: true,
				profile: account.profile,
			},
		});
		left.close().catch(onBug);
		enterAccount([...account.storage.saved.watched], {workflowId: null, status: null});
		system?.setAppearance({theme: account.theme});
	}

	function add(added: readonly RunOrderId[]): void {
		store.dispatch({type: 'runsAdded', at: clock.now(), ids: added.map(id => foreignName(id))});
	}

	function enterAccount(runs: readonly RunOrderId[], filter: RunListFilter | null): void {
		add(runs);

		if (filter !== null) {
			current.poller.discover(filter);
		}

		if (tracksBalance) {
			current.poller.trackBalance();
		}

		current.history?.open();
	}

	return {
		store,
		clock,
		poller: () => current.poller,
		over: null,
		start: () => enterAccount(ids, discover),
		add,
		hold(held) {
			current.poller.pause(held);
		},
		requestStatistics: () => current.poller.statistics(),
		stopSaving: timeout => current.leave(timeout),
		async stop() {
			await Promise.all([current.close(), close()]);
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

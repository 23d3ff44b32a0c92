import type {Clock, Duration} from '../core/time/clock.ts';
import {emptySavedState, type SavedState} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';
import type {SafeText} from '../core/text/text.ts';
import {cleanName, foreignName} from '../core/text/sanitize.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import {canWait} from '../store/can-wait.ts';
import type {Store} from '../store/store.ts';
import {createApplySetting, type Account, type SettingDependencies} from './apply-setting.ts';
import {SwitchablePoller, type PollerSettings} from './switchable-poller.ts';
import {createWatchStore, type WatchParts} from './watch-store.ts';

/**
 * For changes that can wait, such as progress. Ten runs that are polled every two seconds would cause five frames a second,
 * which cost more than the polls. Slightly longer than a second, so that the clock's tick draws them.
 */
const backgroundFrameMs: Duration = 1100;

/** The background interval with `--calm`. Slightly longer than `calmTickMs`. */
const calmFrameMs: Duration = 5100;

export type WatchOptions = WatchParts &
	PollerSettings & {
		readonly clock: Clock;
		readonly ids: readonly RunOrderId[];
		readonly saved?: SavedState;
		/** The search for runs of the account; null if only the named runs are watched. */
		readonly discover?: RunListFilter | null;
		/** How long polls of a run may keep failing; null is forever. */
		readonly giveUpAfter: Duration | null;
		readonly profile?: SafeText | null;
		readonly settings?: SettingDependencies;
		readonly downloadAll?: boolean;
		readonly calm?: boolean;
	};

export type Watch = {
	readonly store: Store;
	/** The clock of the times on the screen; a replay has its own. */
	readonly clock: Clock;
	/** Resolves at the end of a recording; null for a live watch. */
	readonly over: Promise<void> | null;
	/** Starts polling. Observers that must not miss an action attach before. */
	start(): void;
	/** Adds runs. Ignores runs that are watched already. */
	readonly add: (ids: readonly RunOrderId[]) => void;
	/** Pauses or continues polling, for a slow consumer of stdout. */
	readonly hold: (held: boolean) => void;
	stop(): Promise<void>;
};

/** Connects client, poller, store and effects. Sends no request before `start`. */
export function createWatch(options: WatchOptions): Watch {
	const {client, interval, concurrency, clock, giveUpAfter, system, settings, onBug} = options;
	const {ids, saved = emptySavedState, discover = null, profile = null} = options;
	const {downloadAll = false, budget = null, calm = false} = options;
	const poller = new SwitchablePoller(
		{client, interval, concurrency},
		{
			clock,
			giveUpAfter,
			random: Math.random,
			dispatch: action => {
				store.dispatch(action);
			},
			onBug,
		},
	);
	const {store, notice, close} = createWatchStore(options, {
		clock,
		frameClock: clock,
		initial: {
			saved,
			discovering: discover !== null,
			narrowedBy: narrowedBy(discover),
			downloadAll,
			profile,
		},
		background: {canWait, frameMs: calm ? calmFrameMs : backgroundFrameMs},
		poller: () => poller.current,
		effects: {
			set(effect) {
				applySetting?.(effect);
			},
		},
	});
	const applySetting =
		settings && createApplySetting({...settings, poller, system, enter, notice, onBug});

	function enter(account: Account): void {
		poller.exchange(account).catch(onBug);
		account.startSaving(() => {
			store.dispatch({
				type: 'accountSwitched',
				at: clock.now(),
				initial: {
					saved: account.saved,
					budget,
					discovering: true,
					downloadAll,
					profile: account.profile,
				},
			});
		});
		add([...account.saved.watched]);
		poller.current.discover({workflowId: null, status: null});
	}

	function add(added: readonly RunOrderId[]): void {
		store.dispatch({type: 'runsAdded', at: clock.now(), ids: added.map(id => foreignName(id))});
	}

	return {
		store,
		clock,
		over: null,
		start() {
			add(ids);

			if (discover !== null) {
				poller.current.discover(discover);
			}
		},
		add,
		hold(held) {
			poller.current.pause(held);
		},
		async stop() {
			await Promise.all([poller.stop(), close()]);
		},
	};
}

/** Formats the filters of a run search as command line options, such as `--status RUNNING`. */
function narrowedBy(wanted: RunListFilter | null): SafeText | null {
	const {status = null, workflowId = null} = wanted ?? {};
	const options = [
		...(status === null ? [] : [`--status ${status}`]),
		...(workflowId === null ? [] : [`--workflow ${workflowId}`]),
	];
	return options.length === 0 ? null : cleanName(options.join(' '));
}

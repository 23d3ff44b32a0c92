import type {RunClient} from '../api/client.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import {emptySavedState, type SavedState} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';
import {createEffects, type EffectsOptions, type SystemAdapter} from '../store/effects.ts';
import type {SafeText} from '../core/text/text.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import type {Notice} from '../features/notices/notice.ts';
import type {CommandRegistry} from '../store/command-registry.ts';
import {reduce} from '../store/reducer.ts';
import {canWait} from '../store/can-wait.ts';
import {isUserAction} from '../store/is-user-action.ts';
import {initialState, type Size} from '../store/state.ts';
import type {Account} from './account.ts';
import {switchablePoller} from './switchable-poller.ts';
import {createSetter, type Changeable} from './apply-setting.ts';
import {openFileMetadata, type ShelfOptions} from './open-file-metadata.ts';
import {createStore, type Store} from '../store/store.ts';
import {cleanName, foreignName} from '../core/text/sanitize.ts';

/** Thirty frames a second: more is not seen, and each costs some milliseconds of the processor. */
export const frame: Duration = 33;

/**
 * For what moves by itself all the time. A run is asked every two seconds, so ten of them would be five frames a second,
 * each of which costs more than all the polls; with this it goes along with the frame of the clock's second.
 * It is a little longer than a second, so that it is the clock that comes first.
 */
const patientFrame: Duration = 1100;

/** The same where the reader wants it calm; again a little longer than the clock's step (see `startTicker`). */
const calmFrame: Duration = 5100;

/** What a watch is made of. */
export type WatchOptions = ShelfOptions & {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly ids: readonly RunOrderId[];
	/** What was kept from earlier sessions. */
	readonly saved?: SavedState;
	/** Which runs of the account are looked for; null where only those that are named are watched. */
	readonly discover?: RunListFilter | null;
	/** What the session is not to cost more than without a warning; null, or nothing, is no matter. */
	readonly budget?: Money | null;
	readonly interval: Duration;
	readonly concurrency: number;
	/** How long a failure without a break may last before a run is given up; null is for ever. */
	readonly giveUpAfter: Duration | null;
	readonly size: Size;
	/** What the table of keys tells the state. */
	readonly commands: CommandRegistry;
	/** What carries out effects besides the poller. */
	readonly system: SystemAdapter;
	/** The profile whose account it is; null, or nothing, without one. */
	readonly profile?: SafeText | null;
	/** How settings are changed while it runs; missing where none can be. */
	readonly changeable?: Changeable;
	/** Whether every output is saved as its run ends. */
	readonly keeping?: boolean;
	/** Whether the mouse is ours from the start, and whether what moves by itself does so seldom. */
	readonly mouse?: boolean;
	readonly calm?: boolean;
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
	const {saved: savedState = emptySavedState, discover = null, keeping = false} = options;
	const {client, clock, ids, interval, concurrency, giveUpAfter, size, commands, onBug} = options;
	const poller = switchablePoller(
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
	const outputsState = openFileMetadata(options, clock, action => {
		store.dispatch(action);
	});
	const store: Store = createStore({
		reduce,
		initial: initialState(size, clock.now(), commands, {
			saved: savedState,
			budget: options.budget ?? null,
			discovering: discover !== null,
			narrowedBy: narrowedBy(discover),
			keeping,
			profile: options.profile ?? null,
			mouse: options.mouse ?? false,
		}),
		clock,
		frame,
		isUserAction,
		patience: {canWait, frame: options.calm === true ? calmFrame : patientFrame},
		onEffects: createEffects({
			poller,
			system: options.system,
			downloads: outputsState.downloads,
			viewer: outputsState.viewer,
			...setter(),
			notice,
			continueLog() {
				clock.after(0, () => {
					store.dispatch({type: 'logContinued', at: clock.now()});
				});
			},
			onBug,
		}),
	});

	function notice(told: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice: told});
	}

	function setter(): Partial<EffectsOptions> {
		const {changeable, system} = options;
		return changeable === undefined
			? {}
			: {set: createSetter({...changeable, poller, system, enter, notice, onBug})};
	}

	/** Nothing of the account before is asked, kept or shown any more. */
	function enter(account: Account): void {
		poller.exchange(account).catch(onBug);
		account.keepFor(() => {
			store.dispatch({
				type: 'accountSwitched',
				at: clock.now(),
				beginning: {
					saved: account.saved,
					budget: options.budget ?? null,
					discovering: account.discover !== null,
					keeping,
					profile: account.profile,
				},
			});
		});
		begin(account);
	}

	function begin(account: Pick<Account, 'ids' | 'discover'>): void {
		add(account.ids);

		if (account.discover !== null) {
			poller.discover(account.discover);
		}
	}

	function add(added: readonly RunOrderId[]): void {
		store.dispatch({type: 'runsAdded', at: clock.now(), ids: added.map(id => foreignName(id))});
	}

	return {
		store,
		clock,
		over: null,
		start() {
			begin({ids, discover});
		},
		add,
		hold(held) {
			poller.pause(held);
		},
		async stop() {
			await Promise.all([poller.stop(), outputsState.close()]);
		},
	};
}

/** The options that narrow a search for runs, as they are typed. */
function narrowedBy(wanted: RunListFilter | null): SafeText | null {
	const {status = null, workflowId = null} = wanted ?? {};
	const options = [
		...(status === null ? [] : [`--status ${status}`]),
		...(workflowId === null ? [] : [`--workflow ${workflowId}`]),
	];
	return options.length === 0 ? null : cleanName(options.join(' '));
}

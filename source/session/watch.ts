import type {RunClient} from '../api/http-client.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Money} from '../core/money/money.ts';
import {emptySavedState, type SavedState} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';
import {createEffectRunner, type EffectsOptions, type SystemAdapter} from '../store/effects.ts';
import type {SafeText} from '../core/text/text.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import type {Notice} from '../store/notice.ts';
import type {CommandRegistry} from '../store/command-registry.ts';
import {reduce} from '../store/reducer.ts';
import {canWait} from '../store/can-wait.ts';
import {isUserAction} from '../store/is-user-action.ts';
import {initialState} from '../store/state.ts';
import type {Size} from '../features/panes/state.ts';
import type {Account} from './accounts.ts';
import {switchablePoller} from './switchable-poller.ts';
import {createApplySetting, type SettingDependencies} from './apply-setting.ts';
import {openOutputServices, type OutputServicesOptions} from './output-services.ts';
import {createStore, type Store} from '../store/store.ts';
import {cleanName, foreignName} from '../core/text/sanitize.ts';

/** 30 frames a second. Each costs some milliseconds of CPU time. */
export const frameMs: Duration = 33;

/**
 * For changes that can wait, such as progress. Ten runs that are polled every two seconds would cause five frames a second,
 * which cost more than the polls. Slightly longer than a second, so that the clock's tick draws them.
 */
const backgroundFrameMs: Duration = 1100;

/** The background interval with `--calm`. Slightly longer than `calmTickMs`. */
const calmFrameMs: Duration = 5100;

export type WatchOptions = OutputServicesOptions & {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly ids: readonly RunOrderId[];
	readonly saved?: SavedState;
	/** The search for runs of the account; null if only the named runs are watched. */
	readonly discover?: RunListFilter | null;
	readonly budget?: Money | null;
	readonly interval: Duration;
	readonly concurrency: number;
	/** How long polls of a run may keep failing; null is forever. */
	readonly giveUpAfter: Duration | null;
	readonly size: Size;
	readonly commands: CommandRegistry;
	readonly system: SystemAdapter;
	readonly profile?: SafeText | null;
	readonly settings?: SettingDependencies;
	readonly downloadAll?: boolean;
	readonly mouse?: boolean;
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
	/** Stops polling and closes the client. */
	stop(): Promise<void>;
};

/** Connects client, poller, store and effects. Sends no request before `start`. */
export function createWatch(options: WatchOptions): Watch {
	const {saved: savedState = emptySavedState, discover = null, downloadAll = false} = options;
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
	const outputServices = openOutputServices(options, clock, action => {
		store.dispatch(action);
	});
	const store: Store = createStore({
		reduce,
		initial: initialState(size, clock.now(), commands, {
			saved: savedState,
			budget: options.budget ?? null,
			discovering: discover !== null,
			narrowedBy: narrowedBy(discover),
			downloadAll,
			profile: options.profile ?? null,
			mouse: options.mouse ?? false,
		}),
		clock,
		frameMs,
		isUserAction,
		background: {canWait, frameMs: options.calm === true ? calmFrameMs : backgroundFrameMs},
		onEffects: createEffectRunner({
			poller,
			system: options.system,
			downloads: outputServices.downloads,
			viewer: outputServices.viewer,
			...setter(),
			notify: notice,
			continueLog() {
				clock.after(0, () => {
					store.dispatch({type: 'logContinued', at: clock.now()});
				});
			},
			onBug,
		}),
	});

	function notice(shown: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice: shown});
	}

	function setter(): Partial<EffectsOptions> {
		const {settings, system} = options;
		return settings === undefined
			? {}
			: {set: createApplySetting({...settings, poller, system, enter, notice, onBug})};
	}

	function enter(account: Account): void {
		poller.exchange(account).catch(onBug);
		account.startSaving(() => {
			store.dispatch({
				type: 'accountSwitched',
				at: clock.now(),
				initial: {
					saved: account.saved,
					budget: options.budget ?? null,
					discovering: account.discover !== null,
					downloadAll,
					profile: account.profile,
				},
			});
		});
		watchAccount(account);
	}

	function watchAccount(account: Pick<Account, 'ids' | 'discover'>): void {
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
			watchAccount({ids, discover});
		},
		add,
		hold(held) {
			poller.pause(held);
		},
		async stop() {
			await Promise.all([poller.stop(), outputServices.close()]);
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

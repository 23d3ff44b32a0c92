import {isDeepStrictEqual} from 'node:util';
import type {RunOrderId} from '../core/run.ts';
import {emptySavedState, type StorageProblem} from '../core/saved-state.ts';
import {cleanName, foreignName, type SafeText} from '../core/text/sanitize.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {ScreenServices} from '../features/app/index.ts';
import {createHistoryKeeper} from '../features/history/keeper.ts';
import {effectHandlers, initialState, reduce, urgencyOf} from '../features/index.ts';
import {createDownloads} from '../features/outputs/download/downloads.ts';
import {renewLink, type ServiceWait} from '../features/outputs/download/links.ts';
import {plainAccess, type OutputAccess} from '../features/outputs/download/media-client.ts';
import {createViewer, type ViewerOptions} from '../features/outputs/preview/viewer.ts';
import type {CommandRegistry} from '../features/palette/rows.ts';
import type {Size} from '../features/panes/layout.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import {createPoller, type Poller, type PollerOptions} from '../polling/poller.ts';
import {writeVisit} from '../storage/history-upkeep.ts';
import type {Storage} from '../storage/storage.ts';
import type {Action} from '../store/action.ts';
import {createEffectRunner} from '../store/effects.ts';
import type {Services, StateOptions} from '../store/registry.ts';
import {createStore, type Store} from '../store/store.ts';
import type {TerminalReport} from '../terminal/query.ts';

/** Where a watch is shown. */
export type WatchView = {
	readonly size: Size;
	/** Undefined without a screen. */
	readonly commands?: CommandRegistry;
	/** Undefined without a screen. */
	readonly screen?: ScreenServices;
	/** The folder for downloads, as an absolute path; undefined if nothing can be downloaded. */
	readonly downloadFolder?: string;
	/** Asks the terminal how it draws images. Undefined without a screen. */
	readonly graphics?: () => Promise<TerminalReport>;
	readonly calm?: boolean;
	readonly onBug: (error: unknown) => void;
};

export type WatchOptions = WatchView &
	Pick<PollerOptions, 'client' | 'clock' | 'interval' | 'concurrency' | 'giveUpAfter'> & {
		readonly ids: readonly RunOrderId[];
		/** The filter of the search for runs in the account; null to watch only the runs in `ids`. */
		readonly discover?: RunListFilter | null;
		/** How outputs are fetched; `client` has its own proxy. */
		readonly access?: OutputAccess;
		/** Undefined if nothing is kept. */
		readonly storage?: Storage;
		readonly profile?: SafeText | null;
		readonly initial?: Partial<StateOptions>;
		readonly tracksBalance?: boolean;
		/** Whether the session has a screen. Then a notice says what happened since the last such session. */
		readonly isVisit?: boolean;
	};

/** Runs of an account or of a recording, and all that is known of them. */
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
	/**
	 * Writes the changes that are not saved yet, for which it waits up to `timeout` for other processes, and stops
	 * saving. Returns a problem that prevented this; else null.
	 */
	stopSaving(timeout: Duration): StorageProblem | null;
	stop(): Promise<void>;
};

/** Creates the poller, the store and the effects of a watch, and connects them. Sends no request before `start`. */
export function createWatch(options: WatchOptions): Watch & {readonly poller: Poller} {
	const {client, clock, ids, discover = null, storage, isVisit = false} = options;
	const dispatch = (action: Action) => store.dispatch(action);
	const poller = createPoller({...options, dispatch, random: Math.random});
	const state = () => store.getState();
	const history =
		storage && createHistoryKeeper({storage, poller, clock, state, dispatch, isVisit});
	const {store, close} = createWatchStore(options, {
		clock,
		frameClock: clock,
		initial: {
			...options.initial,
			...(storage && {saved: storage.saved}),
			discovering: discover !== null,
			narrowedBy: narrowedBy(discover),
			profile: options.profile ?? null,
		},
		poller,
		...(options.access && {access: options.access}),
		...(history && {historyKeeper: history}),
	});

	store.observe((next, action, previous) => {
		history?.observe(next, action, previous);

		if (next.saved !== previous.saved) {
			// The sort of the config is not saved, so that a later change of the config has an effect.
			const isOfConfig = isDeepStrictEqual(next.saved.sort, options.initial?.sort);
			storage?.save(isOfConfig ? {...next.saved, sort: emptySavedState.sort} : next.saved);
		}
	});

	function add(added: readonly RunOrderId[]): void {
		dispatch({type: 'runsAdded', at: clock.now(), ids: added.map(id => foreignName(id))});
	}

	return {
		store,
		clock,
		poller,
		over: null,
		start() {
			add(ids);

			if (discover !== null) {
				poller.discover(discover);
			}

			if (options.tracksBalance === true) {
				poller.trackBalance();
			}

			history?.open();
		},
		add,
		hold: held => poller.pause(held),
		stopSaving(timeout) {
			history?.stop();

			if (isVisit) {
				storage?.write(writeVisit, clock.now());
			}

			return storage?.close(timeout) ?? null;
		},
		async stop() {
			await Promise.all([poller.stop(), close()]);
			await client.close();
		},
	};
}

type WatchStoreOptions = {
	/** The clock for the times on the screen. In a replay it shows the time of the recording. */
	readonly clock: Pick<Clock, 'now'>;
	/** The clock that limits the number of frames. It shows the real time, also in a replay. */
	readonly frameClock: Clock;
	readonly initial: Partial<StateOptions>;
	readonly access?: OutputAccess;
} & Pick<Services, 'poller' | 'historyKeeper' | 'player'>;

/** Creates the store of a watch, and the services that its effects need. */
export function createWatchStore(
	{size, commands, screen, downloadFolder, graphics, calm = false, onBug}: WatchView,
	{clock, frameClock, initial, access = plainAccess, ...services}: WatchStoreOptions,
) {
	const now = () => clock.now();
	const dispatch: Services['dispatch'] = action => store.dispatch({...action, at: now()});
	const {poller} = services;
	const wait: ServiceWait = {
		clock: frameClock,
		pollNow: poller === undefined ? null : id => poller.pollNow(id),
		loadAsset: id => poller?.loadAsset(id),
		loadOrder: id => poller?.loadOrder(id),
		store: () => store,
	};
	const template = initial.downloadName ?? null;
	const downloads =
		downloadFolder === undefined
			? undefined
			: createDownloads(downloadFolder, {...wait, now, access, template, onBug});
	const renew: ViewerOptions['renew'] = async (one, signal) => renewLink(wait, one, signal);
	const viewer =
		graphics && createViewer({access, clock: frameClock, graphics, renew, dispatch, onBug});
	const allServices: Services = {
		...services,
		...(downloads && {downloads}),
		...(viewer && {viewer}),
		outputAccess: access,
		// Without a screen there are no commands, and so no effects that need one.
		screen: screen as ScreenServices,
		dispatch,
	};
	const store: Store = createStore({
		reduce,
		urgencyOf,
		initial: initialState({...initial, size, commands}, now()),
		clock: frameClock,
		calm,
		onEffects: createEffectRunner(effectHandlers, allServices, onBug),
	});
	return {
		store,
		/** Aborts downloads and previews. */
		close: async (): Promise<void> => {
			viewer?.close();
			await downloads?.stop();
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

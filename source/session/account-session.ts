import type {StorageProblem} from '../core/saved-state.ts';
import type {Duration} from '../core/time/clock.ts';
import {plainAccess, type OutputAccess} from '../features/outputs/download/media-client.ts';
import {createPoller, type PollerOptions} from '../polling/poller.ts';
import {writeVisit} from '../storage/history-upkeep.ts';
import type {Storage} from '../storage/storage.ts';
import type {State} from '../store/state.ts';
import {createHistoryKeeper} from './history-keeper.ts';

export type AccountSettings = Pick<PollerOptions, 'client' | 'interval' | 'concurrency'> & {
	/** For outputs; `client` has its own proxy. */
	readonly access?: OutputAccess;
	/** Undefined if runs are not kept in a history. */
	readonly storage?: Storage;
};

type AccountSessionOptions = Omit<
	PollerOptions,
	'client' | 'interval' | 'concurrency' | 'random'
> & {
	readonly isVisit: boolean;
	readonly state: () => State;
};

/** What belongs to an account. A switch of the profile replaces it as a whole. */
export type AccountSession = ReturnType<typeof openAccountSession>;

export function openAccountSession(
	{client, interval, concurrency, access = plainAccess, storage}: AccountSettings,
	{isVisit, state, ...options}: AccountSessionOptions,
) {
	const poller = createPoller({...options, client, interval, concurrency, random: Math.random});
	const history =
		storage === undefined
			? null
			: createHistoryKeeper({...options, storage, poller, isVisit, state});
	return {
		client,
		access,
		poller,
		history,
		storage,
		/** Ends the visit, and closes the file. See `Storage.close`. */
		leave(timeout: Duration): StorageProblem | null {
			history?.stop();

			if (isVisit) {
				storage?.write(writeVisit, options.clock.now());
			}

			return storage?.close(timeout) ?? null;
		},
		/** Closes the HTTP client after its last request. */
		async close(): Promise<void> {
			await poller.stop();
			await client.close();
		},
	};
}

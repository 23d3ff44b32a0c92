import * as files from 'node:fs/promises';
import {ownFolder} from '../config/own-folder.ts';
import type {Duration} from '../core/time/clock.ts';
import {emptySavedState, type StorageProblem, type SavedState} from '../core/saved-state.ts';
import {openStorage} from '../storage/storage.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Store} from '../store/store.ts';

/** How long quitting waits for the disk. */
const flushTimeoutMs: Duration = 2000;

export type SessionStorage = {
	readonly saved: SavedState;
	/**
	 * Saves every change of the store and reports problems, including earlier ones. Returns a function that stops this
	 * and resolves when everything is on the disk.
	 */
	attach(
		store: Pick<Store, 'observe'>,
		report: (trouble: StorageProblem) => void,
	): () => Promise<void>;
};

/** A storage for the demo and replays. It saves nothing. */
export const noStorage: SessionStorage = {
	saved: emptySavedState,
	attach: () => async () => undefined,
};

/** The storage of the account that is watched now. */
export type SwitchableStorage = SessionStorage & {
	/** Saves to another storage from now on. Calls `between` while neither storage is attached. */
	exchange(next: SessionStorage, between: () => void): void;
	/** Resolves when everything of the previous accounts is on the disk, so that they can be opened again. */
	settled(): Promise<void>;
};

export function switchableStorage(first: SessionStorage): SwitchableStorage {
	let attach: (storage: SessionStorage) => () => Promise<void> = () => async () => undefined;
	let stop = attach(first);
	const stopping: Array<Promise<void>> = [];
	return {
		saved: first.saved,
		attach(store, report) {
			attach = storage => storage.attach(store, report);
			stop = attach(first);
			return async () => {
				await Promise.all([...stopping, stop()]);
			};
		},
		exchange(next, between) {
			stopping.push(stop());
			between();
			stop = attach(next);
		},
		async settled() {
			await Promise.all(stopping);
		},
	};
}

/** Opens the saved state of a service and profile. A profile can be another account, so each has its own state. */
export async function openSessionStorage(
	service: URL,
	profile: string | null = null,
): Promise<SessionStorage> {
	const earlier: StorageProblem[] = [];
	let report = (trouble: StorageProblem): void => {
		earlier.push(trouble);
	};
	const storage = await openStorage({
		folder: ownFolder('state', process.env, process.platform),
		service: profile === null ? service.href : `${service.href} ${profile}`,
		files,
		clock: systemClock,
		random: Math.random,
		onTrouble(trouble) {
			report(trouble);
		},
	});
	return {
		saved: storage.saved,
		attach(store, reportTo) {
			report = reportTo;
			earlier.splice(0).forEach(reportTo);
			const stop = store.observe((state, _action, previous) => {
				if (state.saved !== previous.saved) {
					storage.save(state.saved);
				}
			});
			return async () => {
				stop();
				const timeout = Promise.withResolvers<undefined>();
				const cancel = systemClock.after(flushTimeoutMs, () => {
					timeout.resolve(undefined);
				});
				await Promise.race([storage.flushed(), timeout.promise]);
				cancel();
			};
		},
	};
}

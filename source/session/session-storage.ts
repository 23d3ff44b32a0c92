import * as files from 'node:fs/promises';
import {ownFolder} from '../config/own-folder.ts';
import type {Duration} from '../core/time/clock.ts';
import {emptySavedState, type StorageProblem, type SavedState} from '../core/saved-state.ts';
import {openStorage} from '../storage/storage.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Store} from '../store/store.ts';

/** Nobody who leaves waits longer for the disk. */
const patience: Duration = 2000;

/** What this session begins with, and what keeps what it changes. */
export type SessionStorage = {
	readonly saved: SavedState;
	/**
	 * Keeps every change of the store from now on, and tells of troubles, also of those before. Returns what stops that,
	 * when everything is on the disk.
	 */
	attach(
		store: Pick<Store, 'observe'>,
		report: (trouble: StorageProblem) => void,
	): () => Promise<void>;
};

/** A session that neither begins with anything nor leaves anything behind, as the demo. */
export const noStorage: SessionStorage = {
	saved: emptySavedState,
	attach: () => async () => undefined,
};

/** What keeps the changes of whichever account is watched. */
export type SwitchableStorage = SessionStorage & {
	/** Keeps what changes in another memory from now on. `between` is done while nobody listens. */
	exchange(next: SessionStorage, between: () => void): void;
	/** Resolves when everything of the accounts before is on the disk, so that one of them can be opened again. */
	settled(): Promise<void>;
};

/** Makes one for the memory of a first account. */
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

/** Opens what is remembered of the runs of a service; each profile has a memory of its own, as it may be another account. */
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
		attach(store, told) {
			report = told;
			earlier.splice(0).forEach(told);
			const stop = store.observe((state, _action, previous) => {
				if (state.saved !== previous.saved) {
					storage.save(state.saved);
				}
			});
			return async () => {
				stop();
				const late = Promise.withResolvers<undefined>();
				const cancel = systemClock.after(patience, () => {
					late.resolve(undefined);
				});
				await Promise.race([storage.flushed(), late.promise]);
				cancel();
			};
		},
	};
}

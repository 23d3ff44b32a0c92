import * as files from 'node:fs/promises';
import {ownFolder} from '../config/own-folder.ts';
import type {Duration} from '../core/time/clock.ts';
import {emptySavedState, type StorageProblem, type SavedState} from '../core/saved-state.ts';
import {openStorage, type Storage} from '../storage/storage.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Store} from '../store/store.ts';

const flushTimeoutMs: Duration = 2000;

const noStorage: Storage = {
	saved: emptySavedState,
	save: () => undefined,
	flushed: async () => undefined,
};

/**
 * Saves data of the current account to the disk, such as the watched runs. Saves nothing until `current` is set. In a
 * demo or a replay `current` is never set, so nothing is saved.
 */
export class SessionStorage {
	current = noStorage;
	readonly #onTrouble: (problem: StorageProblem) => void;
	readonly #flushing: Array<Promise<void>> = [];

	constructor(onTrouble: (problem: StorageProblem) => void = () => {}) {
		this.#onTrouble = onTrouble;
	}

	get saved(): SavedState {
		return this.current.saved;
	}

	/** Opens the saved data of an account. Each profile has its own data, because profiles can be different accounts. */
	async open(service: URL, profile: string | null): Promise<Storage> {
		return openStorage({
			folder: ownFolder('state', process.env, process.platform),
			service: profile === null ? service.href : `${service.href} ${profile}`,
			files,
			clock: systemClock,
			random: Math.random,
			onTrouble: this.#onTrouble,
		});
	}

	/**
	 * Saves every change of `state.saved` from now on. Returns a function that stops saving and resolves when everything
	 * is on the disk, or after two seconds.
	 */
	attach(store: Pick<Store, 'observe'>): () => Promise<void> {
		const stop = store.observe((state, _action, previous) => {
			if (state.saved !== previous.saved) {
				this.current.save(state.saved);
			}
		});
		return async () => {
			stop();
			await Promise.all([...this.#flushing, flush(this.current)]);
		};
	}

	/**
	 * Saves to the storage of another account (`next`) from now on. `between` switches the state to that account;
	 * nothing is saved while it runs.
	 */
	exchange(next: Storage, between: () => void): void {
		this.#flushing.push(flush(this.current));
		this.current = noStorage;
		between();
		this.current = next;
	}

	/**
	 * Resolves when the data of all previous accounts are on the disk, or after two seconds. Wait for this before you
	 * call `open`: the account to open may be one of the previous accounts.
	 */
	async settled(): Promise<void> {
		await Promise.all(this.#flushing);
	}
}

async function flush(storage: Storage): Promise<void> {
	const timeout = Promise.withResolvers<void>();
	const cancel = systemClock.after(flushTimeoutMs, timeout.resolve);
	await Promise.race([storage.flushed(), timeout.promise]);
	cancel();
}

import {ownFolder} from '../config/own-folder.ts';
import {emptySavedState, type StorageProblem, type SavedState} from '../core/saved-state.ts';
import {HistoryError, openStorage, type Storage} from '../storage/storage.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Store} from '../store/store.ts';

const noStorage: Storage = {
	saved: emptySavedState,
	save: () => undefined,
	record: () => undefined,
	history: async () => Promise.reject(new HistoryError({kind: 'no-history'})),
	flushed: async () => undefined,
	close: async () => null,
};

/** Saves data of the current account. In a demo or a replay `current` is never set, so nothing is saved. */
export class SessionStorage {
	current = noStorage;
	readonly #onTrouble: (problem: StorageProblem) => void;
	readonly #closing: Array<Promise<StorageProblem | null>> = [];

	constructor(onTrouble: (problem: StorageProblem) => void = () => {}) {
		this.#onTrouble = onTrouble;
	}

	get saved(): SavedState {
		return this.current.saved;
	}

	/**
	 * Opens the saved data of an account. Each profile and each key has its own data, because they can be different
	 * accounts. `isStart`: see `StorageOptions`.
	 */
	async open(
		service: URL,
		{profile, key, isStart}: {profile: string | null; key: string; isStart: boolean},
	): Promise<Storage> {
		return openStorage({
			folder: ownFolder('state', process.env, process.platform),
			account: {service: profile === null ? service.href : `${service.href} ${profile}`, key},
			clock: systemClock,
			isStart,
			onTrouble: this.#onTrouble,
		});
	}

	/**
	 * Saves every change of `state.saved`. The returned function stops this, and resolves when all files are closed, or
	 * after a time limit: to a problem that prevented changes from being saved, or to null.
	 */
	attach(store: Pick<Store, 'observe'>): () => Promise<StorageProblem | null> {
		const stop = store.observe((state, _action, previous) => {
			if (state.saved !== previous.saved) {
				this.current.save(state.saved);
			}
		});
		return async () => {
			stop();
			const problems = await Promise.all([...this.#closing, this.current.close()]);
			return problems.find(problem => problem !== null) ?? null;
		};
	}

	/**
	 * Replaces the current account by another one: from now on, data is saved to `next`. Calls `between`, which must
	 * replace the state of the program by the one of the new account. Saves nothing during this call.
	 */
	exchange(next: Storage, between: () => void): void {
		this.#closing.push(this.current.close());
		this.current = noStorage;
		between();
		this.current = next;
	}

	/**
	 * Resolves when the data of all previous accounts is saved, or after a time limit. Await it before `open`, because
	 * the account to open may be one of the previous accounts.
	 */
	async settled(): Promise<void> {
		await Promise.all(this.#closing);
	}
}

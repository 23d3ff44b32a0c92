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

/** Saves data of the current account. In a demo or a replay `current` is never set, so nothing is saved. */
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

	/** Saves every change of `state.saved`. The returned function stops this, and resolves after saving, or after 2 s. */
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
	 * Replaces the current account by another one: from now on, data is saved to `next`. Calls `between`, which must
	 * replace the state of the program by the one of the new account. Saves nothing during this call.
	 */
	exchange(next: Storage, between: () => void): void {
		this.#flushing.push(flush(this.current));
		this.current = noStorage;
		between();
		this.current = next;
	}

	/**
	 * Resolves when the data of all previous accounts is saved, or after two seconds. Await it before `open`, because
	 * the account to open may be one of the previous accounts.
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

import type {HistoryLimits} from '../core/history.ts';
import {emptySavedState, type StorageProblem} from '../core/saved-state.ts';
import type {Cancel, Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {memoryPath} from '../storage/database.ts';
import {ownFolder} from '../storage/own-folder.ts';
import {openStorage, type Storage} from '../storage/storage.ts';
import type {Store} from '../store/store.ts';
import {platform} from '../terminal/platform.ts';

/** How long after the first frame the thread starts at the earliest. */
const startDelayMs: Duration = 500;

const noStorage: Storage = {
	saved: emptySavedState,
	save: () => undefined,
	record: () => undefined,
	history: async () => Promise.reject(new Error('a replay has no history')),
	flushed: async () => undefined,
	close: async () => null,
	started: async () => undefined,
};

type OpenOptions = {
	readonly profile: string | null;
	readonly key: string;
	readonly limits: HistoryLimits;
	readonly isStart: boolean;
	readonly demo?: boolean;
	/** Whether nothing is written before `onShown`, so that the first data are not delayed. */
	readonly hasScreen?: boolean;
};

/** Saves data of the current account. In a replay `current` is never set, so nothing is saved. */
export class SessionStorage {
	current = noStorage;
	#isVisit = false;
	readonly #shown = Promise.withResolvers<void>();
	readonly #onTrouble: (problem: StorageProblem) => void;
	readonly #closing: Array<Promise<StorageProblem | null>> = [];

	constructor(onTrouble: (problem: StorageProblem) => void = () => {}) {
		this.#onTrouble = onTrouble;
	}

	/**
	 * Opens the saved data of an account. Each profile and each key has its own data, because they can be different
	 * accounts. `isStart`: see `StorageOptions`. `demo`: keeps the data only in memory.
	 */
	async open(
		service: URL,
		{profile, key, limits, isStart, demo = false, hasScreen = false}: OpenOptions,
	): Promise<Storage> {
		return openStorage({
			folder: demo ? memoryPath : ownFolder('state', process.env, platform),
			account: {service: profile === null ? service.href : `${service.href} ${profile}`, key},
			limits,
			clock: systemClock,
			isStart,
			startAfter: hasScreen ? this.#shown.promise : undefined,
			onTrouble: this.#onTrouble,
		});
	}

	/** The first frame is on the screen. The data follow soon, and the start of the thread would delay them. */
	onShown(): Cancel {
		return systemClock.after(startDelayMs, () => this.#shown.resolve());
	}

	/**
	 * Saves every change of `state.saved`. The returned function stops this, and resolves when all files are closed, or
	 * after a time limit: to a problem that prevented changes from being saved, or to null. `isVisit`: whether a person
	 * looks at the runs, so that the next start can say what has happened since the end of this one.
	 */
	attach(
		store: Pick<Store, 'observe'>,
		{isVisit}: {readonly isVisit: boolean},
	): () => Promise<StorageProblem | null> {
		this.#isVisit = isVisit;
		const stop = store.observe((state, _action, previous) => {
			if (state.saved !== previous.saved) {
				this.current.save(state.saved);
			}
		});
		return async () => {
			stop();
			const problems = await Promise.all([...this.#closing, this.#leave()]);
			return problems.find(problem => problem !== null) ?? null;
		};
	}

	/**
	 * Replaces the current account by another one: from now on, data is saved to `next`. Calls `between`, which must
	 * replace the state of the program by the one of the new account. Saves nothing during this call.
	 */
	exchange(next: Storage, between: () => void): void {
		this.#closing.push(this.#leave());
		this.current = noStorage;
		between();
		this.current = next;
	}

	async #leave(): Promise<StorageProblem | null> {
		this.#shown.resolve();

		if (this.#isVisit) {
			// If this fails, only the next start's sentence about the time between is missing.
			this.current.history('visit', systemClock.now()).catch(() => undefined);
		}

		return this.current.close();
	}

	/**
	 * Resolves when the data of all previous accounts is saved, or after a time limit. Await it before `open`, because
	 * the account to open may be one of the previous accounts.
	 */
	async settled(): Promise<void> {
		await Promise.all(this.#closing);
	}
}

import * as files from 'node:fs/promises';
import {ownFolder} from '../config/own-folder.ts';
import type {Duration} from '../core/time/clock.ts';
import {nothingRemembered, type MemoryTrouble, type Remembered} from '../core/saved-state.ts';
import {openMemory} from '../storage/storage.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Store} from '../store/store.ts';

/** Nobody who leaves waits longer for the disk. */
const patience: Duration = 2000;

/** What this session begins with, and what keeps what it changes. */
export type SessionMemory = {
	readonly remembered: Remembered;
	/**
	 * Keeps every change of the store from now on, and tells of troubles, also of those before. Returns what stops that,
	 * when everything is on the disk.
	 */
	attach(
		store: Pick<Store, 'observe'>,
		tell: (trouble: MemoryTrouble) => void,
	): () => Promise<void>;
};

/** A session that neither begins with anything nor leaves anything behind, as the demo. */
export const noMemory: SessionMemory = {
	remembered: nothingRemembered,
	attach: () => async () => undefined,
};

/** What keeps the changes of whichever account is watched. */
export type MemorySlot = SessionMemory & {
	/** Keeps what changes in another memory from now on. `between` is done while nobody listens. */
	exchange(next: SessionMemory, between: () => void): void;
	/** Resolves when everything of the accounts before is on the disk, so that one of them can be opened again. */
	settled(): Promise<void>;
};

/** Makes one for the memory of a first account. */
export function memorySlot(first: SessionMemory): MemorySlot {
	let attach: (memory: SessionMemory) => () => Promise<void> = () => async () => undefined;
	let stop = attach(first);
	const stopping: Array<Promise<void>> = [];
	return {
		remembered: first.remembered,
		attach(store, tell) {
			attach = memory => memory.attach(store, tell);
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
export async function openSessionMemory(
	service: URL,
	profile: string | null = null,
): Promise<SessionMemory> {
	const earlier: MemoryTrouble[] = [];
	let tell = (trouble: MemoryTrouble): void => {
		earlier.push(trouble);
	};
	const memory = await openMemory({
		folder: ownFolder('state', process.env, process.platform),
		service: profile === null ? service.href : `${service.href} ${profile}`,
		files,
		clock: systemClock,
		random: Math.random,
		onTrouble(trouble) {
			tell(trouble);
		},
	});
	return {
		remembered: memory.remembered,
		attach(store, told) {
			tell = told;
			earlier.splice(0).forEach(told);
			const stop = store.observe((state, _action, previous) => {
				if (state.remembered !== previous.remembered) {
					memory.keep(state.remembered);
				}
			});
			return async () => {
				stop();
				const late = Promise.withResolvers<undefined>();
				const cancel = systemClock.after(patience, () => {
					late.resolve(undefined);
				});
				await Promise.race([memory.settled(), late.promise]);
				cancel();
			};
		},
	};
}

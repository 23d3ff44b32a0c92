import * as files from 'node:fs/promises';
import {ownFolder} from '../config/own-folder.ts';
import type {Duration} from '../domain/clock.ts';
import {nothingRemembered, type MemoryTrouble, type Remembered} from '../domain/remembered.ts';
import {openMemory} from '../memory/memory.ts';
import {systemClock} from '../poll/system-clock.ts';
import type {Store} from '../state/store.ts';

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

/** Opens what is remembered of the runs of a service. */
export async function openSessionMemory(service: URL): Promise<SessionMemory> {
	const earlier: MemoryTrouble[] = [];
	let tell = (trouble: MemoryTrouble): void => {
		earlier.push(trouble);
	};
	const memory = await openMemory({
		folder: ownFolder('state', process.env, process.platform),
		service: service.href,
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

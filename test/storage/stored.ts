import assert from 'node:assert/strict';
import {withMembers, type StorageProblem} from '../../source/core/saved-state.ts';
import {afterUnlessEnded, systemClock} from '../../source/core/time/clock.ts';
import type {StorageAccount} from '../../source/storage/database.ts';
import {openStorage, type Storage, type StorageOptions} from '../../source/storage/storage.ts';

export const account: StorageAccount = {
	service: 'https://example.com/',
	key: 'cy_storage_0123456789abcdef',
};

/** Opens the storage in a folder. Problems are added to `troubles` when they occur. */
export function open(folder: string | null, options: Partial<StorageOptions> = {}) {
	const troubles: StorageProblem[] = [];
	const storage = openStorage({
		folder,
		account,
		clock: {...systemClock, after: afterUnlessEnded},
		limits: {days: 1e6, bytes: Infinity},
		onTrouble: trouble => troubles.push(trouble),
		...options,
	});
	return {storage, troubles};
}

/** Saves one more watched run, with what is written next. */
export function add(storage: Storage, id: string): void {
	const {saved} = storage;
	storage.save({...saved, watched: withMembers(saved.watched, [id], true)});
}

/** Adds a run in a folder, as a whole session of the program. */
export function addIn(folder: string, id: string): void {
	const {storage, troubles} = open(folder);
	add(storage, id);
	assert.equal(storage.close(0), null);
	assert.deepEqual(troubles, []);
}

/** Returns the watched runs that a start of the program finds. */
export function watchedIn(folder: string, options: Partial<StorageOptions> = {}): string[] {
	const {storage, troubles} = open(folder, options);
	assert.deepEqual(troubles, []);
	storage.close(0);
	return [...storage.saved.watched];
}

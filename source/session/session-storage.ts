import {afterUnlessEnded, systemClock} from '../core/time/system-clock.ts';
import {memoryPath} from '../storage/database.ts';
import {ownFolder} from '../storage/own-folder.ts';
import {openStorage, type Storage, type StorageOptions} from '../storage/storage.ts';
import {platform} from '../terminal/platform.ts';

type SessionStorageOptions = Omit<StorageOptions, 'folder' | 'account' | 'clock'> & {
	readonly profile: string | null;
	readonly key: string;
	/** Keeps the data only in memory. */
	readonly demo?: boolean;
};

/**
 * Opens what is kept of an account. Each profile and each key has its own data, because they can be different accounts.
 */
export function openSessionStorage(
	service: URL,
	{profile, key, demo = false, ...options}: SessionStorageOptions,
): Storage {
	return openStorage({
		...options,
		folder: demo ? memoryPath : ownFolder('state', process.env, platform),
		account: {service: profile === null ? service.href : `${service.href} ${profile}`, key},
		// A start that is refused does not close it.
		clock: {...systemClock, after: afterUnlessEnded},
	});
}

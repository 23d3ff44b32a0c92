import {basename, dirname, join} from 'node:path';
import type {Clock, Duration} from '../core/time/clock.ts';
import {withTimeout} from '../core/time/with-timeout.ts';
import {emptySavedState, type StorageProblem, type SavedState} from '../core/saved-state.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import {applyChanges, changesBetween} from './changes.ts';
import {withLock} from './file-lock.ts';
import {errorCode} from '../core/error-code.ts';

import {moveAside, readStoredFile, writeStoredFile, type StorageFiles} from './stored-file.ts';
import {readStorageFile, writeStorageFile, type StorageFile} from './saved-state-json.ts';

export type StorageOptions = {
	/** The folder of `state.json`; null if the home folder is unknown. */
	readonly folder: string | null;
	/**
	 * The address of the API, followed by a space and the name of the profile, if any. It contains no secrets. Each such
	 * text has its own saved state.
	 */
	readonly service: string;
	readonly files: StorageFiles;
	readonly clock: Clock;
	readonly random: () => number;
	/** Receives each problem. The kind `not-saved` is reported only once. */
	readonly onTrouble: (trouble: StorageProblem) => void;
};

/** The saved state on the disk. Several processes may use it at the same time. */
export type Storage = {
	readonly saved: SavedState;
	/** Starts to write the changes since the last write. Keeps the changes that other processes have made meanwhile. */
	save(saved: SavedState): void;
	flushed(): Promise<void>;
};

/** A temporary file that is older than this is deleted: the process that wrote it has died. */
const maxTemporaryAge: Duration = 3_600_000;

/** Reads the saved state. Never rejects: passes a problem to `onTrouble`, and the saved state is then empty. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
	const {folder, service, files, clock} = options;
	let failed = false;
	let written = emptySavedState;
	let latest = written;
	let writing: Promise<void> = Promise.resolve();
	let isWriting = false;

	function fail(error: unknown): void {
		if (!failed) {
			failed = true;
			options.onTrouble({kind: 'not-saved', why: cleanProse(describe(error))});
		}
	}

	if (folder === null) {
		fail(new Error('no HOME'));
		return {saved: written, save: () => undefined, flushed: async () => undefined};
	}

	const path = join(folder, 'state.json');
	const lock = `${path}.lock`;

	/** Reads the file, and renames it if it is unusable. Only a process with the lock may rename it. */
	async function load(): Promise<StorageFile> {
		const stored = await readStoredFile(path, files);
		const file = stored.kind === 'text' ? readStorageFile(stored.text) : stored.kind;

		if (file === 'missing') {
			return new Map();
		}

		if (typeof file !== 'string') {
			return file;
		}

		const newPath = await moveAside(path, file, files);
		options.onTrouble({kind: 'moved-aside', why: file, path: cleanName(newPath)});
		return new Map();
	}

	/** Writes until the file contains the latest state. After a failure, the next call of `save` tries again. */
	async function write(targetFolder: string): Promise<void> {
		isWriting = true;

		try {
			await writeAll(targetFolder);
		} catch (error) {
			fail(error);
		} finally {
			isWriting = false;
		}
	}

	async function writeAll(targetFolder: string): Promise<void> {
		while (latest !== written) {
			const next = latest;
			const changes = changesBetween(written, next);

			if (changes.length > 0) {
				await files.mkdir(targetFolder, {recursive: true, mode: 0o700});
				await withLock(lock, options, async check => {
					const file = await load();
					const current = file.get(service) ?? emptySavedState;
					const updated = new Map(file).set(service, applyChanges(current, changes));
					await writeStoredFile(path, writeStorageFile(updated), files, check);
				});
			}

			written = next;
		}
	}

	async function start(): Promise<SavedState> {
		const stored = await readStoredFile(path, files);

		if (stored.kind === 'missing') {
			return emptySavedState;
		}

		const file =
			stored.kind === 'text' && typeof readStorageFile(stored.text) !== 'string'
				? await load()
				: await withLock(lock, options, load);

		try {
			await removeLeftovers(path, files, clock);
		} catch {
			// Leftovers do no harm, and another process may be removing them.
		}

		return file.get(service) ?? emptySavedState;
	}

	try {
		written = await withTimeout(start(), clock);
		latest = written;
	} catch (error) {
		fail(error);
	}

	return {
		saved: written,
		save(saved) {
			latest = saved;

			if (!isWriting) {
				writing = write(folder);
			}
		},
		async flushed() {
			await writing;
		},
	};
}

async function removeLeftovers(path: string, files: StorageFiles, clock: Clock): Promise<void> {
	const folder = dirname(path);
	const names = await files.readdir(folder);

	for (const name of names) {
		const file = join(folder, name);

		if (
			name.startsWith(`${basename(path)}.`) &&
			name.endsWith('.tmp') &&
			clock.now() - (await files.stat(file)).mtimeMs > maxTemporaryAge
		) {
			await files.unlink(file);
		}
	}
}

function describe(error: unknown): string {
	return errorCode(error) ?? (error instanceof Error ? error.message : String(error));
}

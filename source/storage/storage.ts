import {basename, dirname, join} from 'node:path';
import type {Clock, Duration} from '../core/time/clock.ts';
import {withTimeout} from '../core/time/with-timeout.ts';
import {emptySavedState, type StorageProblem, type SavedState} from '../core/saved-state.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import {applyChanges, changesBetween} from './changes.ts';
import {withLock} from './file-lock.ts';
import {errorCode, type StorageFiles} from './files.ts';
import {putAside, readStoredFile, writeStoredFile} from './stored-file.ts';
import {readStorageFile, writeStorageFile, type StorageFile} from './saved-state-json.ts';

/** What a memory is opened with. */
export type StorageOptions = {
	/** Where the file is, or is to be; null where there is no place for it. */
	readonly folder: string | null;
	/** Whose runs they are: the address of the API, without secrets. */
	readonly service: string;
	readonly files: StorageFiles;
	readonly clock: Clock;
	readonly random: () => number;
	/** Told of each trouble, the one of not being able to keep anything only once. */
	readonly onTrouble: (trouble: StorageProblem) => void;
};

/** What outlives the session, on the disk. Several processes may have it open. */
export type Storage = {
	/** What was in it when it was opened. */
	readonly saved: SavedState;
	/** Keeps what has changed since the last time. What others wrote meanwhile stays, but for the same things. */
	keep(saved: SavedState): void;
	/** Resolves when everything is kept that can be. */
	settled(): Promise<void>;
};

/** A temporary file that is older was left behind by a process that died. */
const leftBehind: Duration = 3_600_000;

/** Opens the memory. It never rejects: where nothing can be read or kept, that is told, and the memory is empty. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
	const {folder, service, files, clock} = options;
	let failed = false;
	let known = emptySavedState;
	let wanted = known;
	let writing: Promise<void> = Promise.resolve();
	let busy = false;

	function fail(error: unknown): void {
		if (!failed) {
			failed = true;
			options.onTrouble({kind: 'no-memory', why: cleanProse(describe(error))});
		}
	}

	if (folder === null) {
		fail(new Error('no HOME'));
		return {saved: known, keep: () => undefined, settled: async () => undefined};
	}

	const path = join(folder, 'state.json');
	const lock = `${path}.lock`;

	/** What the file holds. One that cannot be understood is put aside, which takes the lock. */
	async function load(): Promise<StorageFile> {
		const content = await readStoredFile(path, files);
		const read = content.kind === 'text' ? readStorageFile(content.text) : content.kind;

		if (read === 'nothing') {
			return new Map();
		}

		if (typeof read !== 'string') {
			return read;
		}

		const aside = await putAside(path, read, files);
		options.onTrouble({kind: 'put-aside', why: read, path: cleanName(aside)});
		return new Map();
	}

	/** Writes until nothing new is wanted. A change that could not be kept is tried again with the next one. */
	async function write(place: string): Promise<void> {
		busy = true;

		try {
			await writeAll(place);
		} catch (error) {
			fail(error);
		} finally {
			busy = false;
		}
	}

	async function writeAll(place: string): Promise<void> {
		while (wanted !== known) {
			const next = wanted;
			const changes = changesBetween(known, next);

			if (changes.length > 0) {
				await files.mkdir(place, {recursive: true, mode: 0o700});
				await withLock(lock, options, async check => {
					const file = await load();
					const theirs = file.get(service) ?? emptySavedState;
					const both = new Map(file).set(service, applyChanges(theirs, changes));
					await writeStoredFile(path, writeStorageFile(both), files, check);
				});
			}

			known = next;
		}
	}

	async function start(): Promise<SavedState> {
		const content = await readStoredFile(path, files);

		if (content.kind === 'nothing') {
			return emptySavedState;
		}

		const file =
			content.kind === 'text' && typeof readStorageFile(content.text) !== 'string'
				? await load()
				: await withLock(lock, options, load);

		try {
			await removeLeftovers(path, files, clock);
		} catch {
			// They are in nobody's way; another process may have removed them as well.
		}

		return file.get(service) ?? emptySavedState;
	}

	try {
		known = await withTimeout(start(), clock);
		wanted = known;
	} catch (error) {
		fail(error);
	}

	return {
		saved: known,
		keep(saved) {
			wanted = saved;

			if (!busy) {
				writing = write(folder);
			}
		},
		async settled() {
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
			clock.now() - (await files.stat(file)).mtimeMs > leftBehind
		) {
			await files.unlink(file);
		}
	}
}

function describe(error: unknown): string {
	return errorCode(error) ?? (error instanceof Error ? error.message : String(error));
}

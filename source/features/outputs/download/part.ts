import type {FileHandle} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {withLock, type LockOptions} from '../../../storage/file-lock.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {Version} from './response.ts';
import {DownloadError} from './download-error.ts';
import {fileErrorCode, newFile, ownFile, remove, unless, type DownloadFiles} from './files.ts';
import {keepNote, orderMark, readNote, type Owner, type PartNote} from './part-note.ts';
import {numbered, safeName, type SafeName} from './safe-name.ts';

/** What parts are taken and kept with. */
export type PartTools = Omit<LockOptions, 'files'> & {
	readonly files: DownloadFiles & LockOptions['files'];
	readonly folder: string;
	readonly self: Owner;
	/** Whether that process is still there. */
	readonly isAlive: (owner: Owner) => boolean;
};

/** More parts of one name are a mistake of somebody's. */
const maxParts = 1000;

/** What this process works on. Its own pid says nothing: another process with it may have died here. */
const taken = new Set<string>();

/**
 * A partial file beside where it will be, and the note beside it. Nobody else writes to it: a part whose owner lives is
 * left alone, and one whose owner died is gone on with.
 */
export class Part {
	readonly path: string;
	readonly #notePath: string;
	readonly #tools: PartTools;
	#note: PartNote;
	#handle: FileHandle | null = null;
	#size = 0;

	private constructor(path: string, note: PartNote, tools: PartTools) {
		this.path = path;
		this.#notePath = notePathOf(path);
		this.#note = note;
		this.#tools = tools;
	}

	/** Takes the part of an order, or a new one. Rejects as the file system does. */
	static async take(order: DownloadRequest, tools: PartTools): Promise<Part> {
		const {stem} = safeName({...order, suggested: null});
		const lock = join(tools.folder, `${stem}.part.lock`);
		let isLocked = false;

		try {
			return await withLock(lock, tools, async () => {
				isLocked = true;
				return this.#takeFirst(stem, orderMark(order), tools);
			});
		} catch (error) {
			throw isLocked || fileErrorCode(error) !== null
				? error
				: new DownloadError({kind: 'disk', code: cleanName('EBUSY')}, {cause: error});
		}
	}

	static async #takeFirst(stem: string, mark: string, tools: PartTools): Promise<Part> {
		const name: SafeName = {stem, ending: '.part'};

		for (let count = 1; count <= maxParts; count++) {
			const path = join(tools.folder, numbered(name, count));
			const note = await this.#usableNote(path, mark, tools);

			if (note === null) {
				continue;
			}

			const part = new Part(path, note, tools);
			taken.add(path);

			try {
				await part.#open();
				return part;
			} catch (error) {
				taken.delete(path);
				throw error;
			}
		}

		throw new DownloadError({kind: 'disk', code: cleanName('EEXIST')});
	}

	/** The note with which the part at a path may be taken; null where it is not ours or another one is at it. */
	static async #usableNote(
		path: string,
		mark: string,
		{files, self, isAlive}: PartTools,
	): Promise<PartNote | null> {
		if (taken.has(path)) {
			return null;
		}

		const notePath = notePathOf(path);
		const found = await unless('ENOENT', files.lstat(notePath));

		// A pipe would never be read to its end.
		if (found !== null && !found.isFile()) {
			throw new DownloadError({kind: 'irregular', name: cleanName(basename(notePath))});
		}

		const text = found === null ? null : await unless('ENOENT', files.readFile(notePath, 'utf8'));

		if (text === null) {
			const isFree = (await unless('ENOENT', files.lstat(path))) === null;
			return isFree ? {of: mark, validator: null, total: null, owner: self} : null;
		}

		const note = readNote(text);

		if (note?.of !== mark) {
			return null;
		}

		const {owner} = note;
		const isFree = owner === null || isSelf(owner, self) || !isAlive(owner);
		return isFree ? {...note, owner: self} : null;
	}

	/** Bytes that are there. */
	get size(): number {
		return this.#size;
	}

	/** What it is a part of, as far as that is known. */
	get version(): Version {
		return this.#note;
	}

	/** From where on it can be gone on with; 0 is from the start. The last byte is asked for again if it is there already. */
	get resumeAt(): number {
		const {validator, total} = this.#note;
		return validator === null || (total !== null && this.#size > total)
			? 0
			: Math.min(this.#size, Math.max(0, (total ?? Infinity) - 1));
	}

	/** Throws away what is there, and begins a part of another version. */
	async startAnew(version: Version): Promise<void> {
		await this.#close();
		// Never cut short: where it has two names it may be a whole file by the other.
		await remove(this.path, this.#tools.files);
		await this.#keepNote({...this.#note, validator: version.validator, total: version.total});
		this.#handle = await this.#tools.files.open(this.path, newFile, 0o666);
		this.#size = 0;
	}

	/** Writes bytes at their place in the file. */
	async write(bytes: Uint8Array, position: number): Promise<void> {
		for (let done = 0; done < bytes.length;) {
			const {bytesWritten} = await this.#opened.write(
				bytes,
				done,
				bytes.length - done,
				position + done,
			);
			done += bytesWritten;
			this.#size = Math.max(this.#size, position + done);
		}
	}

	/** Ends the writing, with everything on the disk. Some file systems say only then that they are full. */
	async finish(): Promise<void> {
		await this.#opened.sync();
		await this.#close();
	}

	/** Lets go of it, so that a later download goes on with it. Where there is nothing to go on with, nothing stays. */
	async leave(): Promise<void> {
		try {
			await this.#close();

			if (this.#size > 0 && this.#note.validator !== null) {
				await this.#keepNote({...this.#note, owner: null});
			} else {
				await this.remove();
			}
		} finally {
			taken.delete(this.path);
		}
	}

	/** Takes it away. */
	async remove(): Promise<void> {
		try {
			await this.#close();
			await remove(this.path, this.#tools.files);
			await remove(this.#notePath, this.#tools.files);
		} finally {
			taken.delete(this.path);
		}
	}

	get #opened(): FileHandle {
		if (this.#handle === null) {
			throw new Error('a part was written to before it was begun');
		}

		return this.#handle;
	}

	/** Opens what is there, if it can be gone on with. The note is there before the part, so that no part lacks one. */
	async #open(): Promise<void> {
		const {files} = this.#tools;
		await this.#keepNote(this.#note);
		const found = await unless('ENOENT', files.lstat(this.path));

		// With a second name it is a whole file that was about to lose this one.
		if (found !== null && found.isFile() && found.nlink === 1 && this.#note.validator !== null) {
			this.#handle = await files.open(this.path, ownFile);
			this.#size = found.size;
		}
	}

	async #keepNote(note: PartNote): Promise<void> {
		await keepNote(this.#notePath, note, this.#tools.files);
		this.#note = note;
	}

	async #close(): Promise<void> {
		const handle = this.#handle;
		this.#handle = null;
		await handle?.close();
	}
}

function notePathOf(path: string): string {
	return `${path}.json`;
}

function isSelf(owner: Owner, self: Owner): boolean {
	return owner.host === self.host && owner.pid === self.pid;
}

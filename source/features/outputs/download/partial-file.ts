import type {FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {withLock} from '../../../storage/file-lock.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import type {FileVersion} from './response.ts';
import {DownloadError} from './download-error.ts';
import {
	fileErrorCode,
	newFileFlags,
	existingFileFlags,
	removeIfExists,
	nullOnCode,
} from './files.ts';
import {
	claimableMetadata,
	metadataPathOf,
	requestHash,
	writePartMetadata,
	type PartContext,
	type PartMetadata,
} from './part-metadata.ts';
import {numbered, safeName, type SafeName} from './safe-name.ts';

/** Maximum number to append to the name of a part if the name is taken. */
const maxParts = 1000;

/**
 * The paths of the parts that this process uses. The pid in the metadata is not enough, because an earlier process
 * may have had the same pid.
 */
const claimedPaths = new Set<string>();

/**
 * A partial file (part) in the target folder, with a metadata file beside it. Only the process that owns a part
 * writes to it. If this process has died, the next download of the same output resumes the part.
 */
export class PartialFile {
	readonly path: string;
	readonly #metadataPath: string;
	readonly #context: PartContext;
	#metadata: PartMetadata;
	#handle: FileHandle | null = null;
	#size = 0;

	private constructor(path: string, metadata: PartMetadata, context: PartContext) {
		this.path = path;
		this.#metadataPath = metadataPathOf(path);
		this.#metadata = metadata;
		this.#context = context;
	}

	/** Claims the part of an earlier download of the output, or creates a part. Rejects with the file system's error. */
	static async claim(request: DownloadRequest, context: PartContext): Promise<PartialFile> {
		const {stem} = safeName({...request, suggested: null});
		const lock = join(context.folder, `${stem}.part.lock`);
		let isLocked = false;

		try {
			return await withLock(lock, context, async () => {
				isLocked = true;
				return this.#claimFirst(stem, requestHash(request), context);
			});
		} catch (error) {
			throw isLocked || fileErrorCode(error) !== null
				? error
				: new DownloadError({kind: 'disk', code: cleanName('EBUSY')}, {cause: error});
		}
	}

	static async #claimFirst(stem: string, mark: string, context: PartContext): Promise<PartialFile> {
		const name: SafeName = {stem, extension: '.part'};

		for (let count = 1; count <= maxParts; count++) {
			const path = join(context.folder, numbered(name, count));
			const metadata = claimedPaths.has(path) ? null : await claimableMetadata(path, mark, context);

			if (metadata === null) {
				continue;
			}

			const part = new PartialFile(path, metadata, context);
			claimedPaths.add(path);

			try {
				await part.#open();
				return part;
			} catch (error) {
				claimedPaths.delete(path);
				throw error;
			}
		}

		throw new DownloadError({kind: 'disk', code: cleanName('EEXIST')});
	}

	get size(): number {
		return this.#size;
	}

	get version(): FileVersion {
		return this.#metadata;
	}

	/**
	 * The offset from which the download resumes. If the part is complete, its last byte is requested again, so that the
	 * host confirms the version of the file.
	 */
	get resumeOffset(): number {
		const {validator, total} = this.#metadata;
		return validator === null || (total !== null && this.#size > total)
			? 0
			: Math.min(this.#size, Math.max(0, (total ?? Infinity) - 1));
	}

	/** Discards all bytes, and starts over with another version of the file. */
	async restart(version: FileVersion): Promise<void> {
		await this.#close();
		// Unlink instead of truncating, because a second hard link may be a complete file.
		await removeIfExists(this.path, this.#context.files);
		await this.#writeMetadata({
			...this.#metadata,
			validator: version.validator,
			total: version.total,
		});
		this.#handle = await this.#context.files.open(this.path, newFileFlags, 0o666);
		this.#size = 0;
	}

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

	/** Flushes and closes the part. Some file systems report a full disk only here. */
	async finish(): Promise<void> {
		await this.#opened.sync();
		await this.#close();
	}

	/** Closes the part and keeps it for a later download. Removes it if it cannot be resumed. */
	async release(): Promise<void> {
		try {
			await this.#close();

			if (this.#size > 0 && this.#metadata.validator !== null) {
				await this.#writeMetadata({...this.#metadata, owner: null});
			} else {
				await this.remove();
			}
		} finally {
			claimedPaths.delete(this.path);
		}
	}

	async remove(): Promise<void> {
		try {
			await this.#close();
			await removeIfExists(this.path, this.#context.files);
			await removeIfExists(this.#metadataPath, this.#context.files);
		} finally {
			claimedPaths.delete(this.path);
		}
	}

	get #opened(): FileHandle {
		if (this.#handle === null) {
			throw new Error('a part was written to before restart()');
		}

		return this.#handle;
	}

	/** Opens the file of the part if it can be resumed. Writes the metadata first, so that every part has metadata. */
	async #open(): Promise<void> {
		const {files} = this.#context;
		await this.#writeMetadata(this.#metadata);
		const stats = await nullOnCode('ENOENT', files.lstat(this.path));

		// If the file has a second hard link, it was published, but removing its name as a part failed.
		if (
			stats !== null &&
			stats.isFile() &&
			stats.nlink === 1 &&
			this.#metadata.validator !== null
		) {
			this.#handle = await files.open(this.path, existingFileFlags);
			this.#size = stats.size;
		}
	}

	async #writeMetadata(metadata: PartMetadata): Promise<void> {
		await writePartMetadata(this.#metadataPath, metadata, this.#context.files);
		this.#metadata = metadata;
	}

	async #close(): Promise<void> {
		const handle = this.#handle;
		this.#handle = null;
		await handle?.close();
	}
}

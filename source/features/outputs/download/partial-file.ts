import type {FileHandle} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {nullIfMissing} from '../../../core/error-code.ts';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {existingFileFlags, newFileFlags} from '../../../storage/file-flags.ts';
import {withLock, type LockOptions} from '../../../storage/file-lock.ts';
import {isProcessAlive, thisProcess} from '../../../terminal/process-control.ts';
import {DownloadError} from './download-error.ts';
import {firstNumbered, replaceFile, type DownloadFiles} from './files.ts';
import {parseMetadata, requestHash, type PartMetadata, type PartOwner} from './part-metadata.ts';
import type {FileVersion} from './response.ts';
import {safeName} from './safe-name.ts';

export type PartContext = Omit<LockOptions, 'files'> & {
	readonly files: DownloadFiles;
	readonly folder: string;
};

/**
 * The paths of the partial files that this process is using. The process id in their metadata files does not prove
 * this, because an earlier process may have had the same id.
 */
const claimedPaths = new Set<string>();

/**
 * A partly downloaded file in the target folder, with a metadata file beside it. Only the process that owns it writes
 * to it. If that process has died, the next download of the same output resumes the file.
 */
export class PartialFile {
	readonly path: string;
	readonly #files: DownloadFiles;
	#metadata: PartMetadata;
	#handle: FileHandle | null = null;
	#size = 0;

	private constructor(path: string, metadata: PartMetadata, files: DownloadFiles) {
		this.path = path;
		this.#metadata = metadata;
		this.#files = files;
	}

	/** Takes over the file of an earlier download of the output, or creates one. May reject with a `DownloadError`. */
	static async claim(request: DownloadRequest, context: PartContext): Promise<PartialFile> {
		const {folder} = context;
		const {stem} = safeName({...request, suggested: null});
		const of = requestHash(request);
		return withLock(join(folder, `${stem}.part.lock`), context, async () =>
			firstNumbered(folder, {stem, extension: '.part'}, async path => {
				const metadata = await claimableMetadata(path, of, context);
				return metadata === null ? undefined : this.#open(path, metadata, context);
			}),
		);
	}

	/**
	 * Writes the metadata file first, so that there is never a partial file without metadata. Then opens the partial file
	 * if it exists and can be resumed. Otherwise, `restart` creates it later.
	 */
	static async #open(
		path: string,
		metadata: PartMetadata,
		{files}: PartContext,
	): Promise<PartialFile> {
		const part = new PartialFile(path, metadata, files);
		await part.#writeMetadata(metadata);
		const stats = await nullIfMissing(files.lstat(path));

		// If the file has a second hard link, it was published, but removing its name as a part failed.
		if (stats?.isFile() === true && stats.nlink === 1 && metadata.validator !== null) {
			part.#handle = await files.open(path, existingFileFlags);
			part.#size = stats.size;
		}

		claimedPaths.add(path);
		return part;
	}

	get size(): number {
		return this.#size;
	}

	get version(): FileVersion {
		return this.#metadata;
	}

	/**
	 * The offset in bytes at which to continue the download. If all bytes have arrived already, this is the last byte, so
	 * that the host is asked whether it still has the same version of the file.
	 */
	get resumeOffset(): number {
		const {validator, total} = this.#metadata;
		return validator === null || (total !== null && this.#size > total)
			? 0
			: Math.min(this.#size, Math.max(0, (total ?? Infinity) - 1));
	}

	/** Discards all bytes, and starts over with the version of the file that the host has now. */
	async restart({validator, total}: FileVersion): Promise<void> {
		await this.#close();
		// Unlink instead of truncating, because a second hard link may be a complete file.
		await this.#files.rm(this.path, {force: true});
		await this.#writeMetadata({...this.#metadata, validator, total});
		this.#handle = await this.#files.open(this.path, newFileFlags, 0o666);
		this.#size = 0;
	}

	async write(bytes: Uint8Array, position: number): Promise<void> {
		for (let done = 0; done < bytes.length;) {
			const rest = bytes.subarray(done);
			const {bytesWritten} = await this.#opened.write(rest, 0, rest.length, position + done);
			done += bytesWritten;
			this.#size = Math.max(this.#size, position + done);
		}
	}

	/** Flushes and closes the file. Some file systems report a full disk only here. */
	async finish(): Promise<void> {
		await this.#opened.sync();
		await this.#close();
	}

	/** Keeps the file for a later download, unless it is empty or has no validator to check its version on the host. */
	async release(): Promise<void> {
		if (this.#size === 0 || this.#metadata.validator === null) {
			await this.remove();
			return;
		}

		try {
			await this.#close();
			await this.#writeMetadata({...this.#metadata, owner: null});
		} finally {
			claimedPaths.delete(this.path);
		}
	}

	async remove(): Promise<void> {
		try {
			await this.#close();
			await this.#files.rm(this.path, {force: true});
			await this.#files.rm(`${this.path}.json`, {force: true});
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

	async #writeMetadata(metadata: PartMetadata): Promise<void> {
		await replaceFile(`${this.path}.json`, `${JSON.stringify(metadata)}\n`, this.#files);
		this.#metadata = metadata;
	}

	async #close(): Promise<void> {
		const handle = this.#handle;
		this.#handle = null;
		await handle?.close();
	}
}

/** Returns null if the file belongs to another output or is in use. `of`: the hash that identifies the output. */
async function claimableMetadata(
	path: string,
	of: string,
	{files}: PartContext,
): Promise<PartMetadata | null> {
	if (claimedPaths.has(path)) {
		return null;
	}

	const metadataPath = `${path}.json`;
	const stats = await nullIfMissing(files.lstat(metadataPath));

	// Do not read a pipe, because reading it would never end.
	if (stats?.isFile() === false) {
		throw new DownloadError({kind: 'irregular', name: cleanName(basename(metadataPath))});
	}

	const text = stats === null ? null : await nullIfMissing(files.readFile(metadataPath, 'utf8'));

	if (text === null) {
		const isFree = (await nullIfMissing(files.lstat(path))) === null;
		return isFree ? {version: 1, of, validator: null, total: null, owner: thisProcess} : null;
	}

	const metadata = parseMetadata(text);

	if (metadata?.of !== of) {
		return null;
	}

	const {owner} = metadata;
	return owner !== null && mayBeInUse(owner) ? null : {...metadata, owner: thisProcess};
}

/** Whether another process may be writing to the file. A process on another machine is assumed to be running. */
function mayBeInUse({host, pid}: PartOwner): boolean {
	return host !== thisProcess.host || (pid !== thisProcess.pid && isProcessAlive(pid));
}

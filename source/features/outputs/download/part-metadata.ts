import {hash} from 'node:crypto';
import {basename} from 'node:path';
import * as v from 'valibot';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {addressId} from '../../../core/output/output-address.ts';
import type {FileVersion} from './response.ts';
import type {LockOptions} from '../../../storage/file-lock.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {DownloadError} from './download-error.ts';
import {newFileFlags, nullOnCode, removeIfExists, type DownloadFiles} from './files.ts';

/** The process that downloads a part. */
export type PartOwner = {readonly host: string; readonly pid: number};

export type PartContext = Omit<LockOptions, 'files'> & {
	readonly files: DownloadFiles & LockOptions['files'];
	readonly folder: string;
	readonly self: PartOwner;
	readonly isAlive: (owner: PartOwner) => boolean;
};

/** The JSON file beside a partial file. */
export type PartMetadata = FileVersion & {
	/** The hash of the request (see `requestHash`). It identifies the output. */
	readonly of: string;
	/** The process that downloads the part; null if no process does. */
	readonly owner: PartOwner | null;
};

const schema = v.object({
	version: v.literal(1),
	of: v.string(),
	validator: v.nullable(v.pipe(v.string(), v.maxLength(1000), v.regex(/^[ -~]*$/))),
	total: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
	owner: v.nullable(v.object({host: v.string(), pid: v.pipe(v.number(), v.safeInteger())})),
});

/** Replaces the metadata atomically. */
export async function writePartMetadata(
	path: string,
	metadata: PartMetadata,
	files: DownloadFiles,
): Promise<void> {
	const fresh = `${path}.new`;
	await removeIfExists(fresh, files);
	const handle = await files.open(fresh, newFileFlags, 0o600);

	try {
		try {
			await handle.writeFile(`${JSON.stringify({version: 1, ...metadata})}\n`);
		} finally {
			await handle.close();
		}

		await files.rename(fresh, path);
	} catch (error) {
		await removeIfExists(fresh, files).catch(() => {
			// Ignore this error, because the first error is reported.
		});
		throw error;
	}
}

/** Parses a metadata file. Returns null for a file that this program did not write. */
function parsePartMetadata(text: string): PartMetadata | null {
	try {
		const {output, success} = v.safeParse(schema, JSON.parse(text));
		return success
			? {of: output.of, validator: output.validator, total: output.total, owner: output.owner}
			: null;
	} catch {
		return null;
	}
}

/** Returns a hash that identifies the output. It does not change when the address is signed again. */
export function requestHash({runId, key, source}: DownloadRequest): string {
	const where = source.kind === 'address' ? addressId(source.address) : source.kind;
	return hash('sha256', JSON.stringify([runId, key, where]), 'hex');
}

/**
 * Returns the metadata with which this process claims the part at `path`. Returns null if the part belongs to another
 * request or to a running process. `mark`: the hash of the request.
 */
export async function claimableMetadata(
	path: string,
	mark: string,
	{files, self, isAlive}: PartContext,
): Promise<PartMetadata | null> {
	const metadataPath = metadataPathOf(path);
	const stats = await nullOnCode('ENOENT', files.lstat(metadataPath));

	// Do not read a pipe, because reading it would never end.
	if (stats !== null && !stats.isFile()) {
		throw new DownloadError({kind: 'irregular', name: cleanName(basename(metadataPath))});
	}

	const text =
		stats === null ? null : await nullOnCode('ENOENT', files.readFile(metadataPath, 'utf8'));

	if (text === null) {
		const isFree = (await nullOnCode('ENOENT', files.lstat(path))) === null;
		return isFree ? {of: mark, validator: null, total: null, owner: self} : null;
	}

	const metadata = parsePartMetadata(text);

	if (metadata?.of !== mark) {
		return null;
	}

	const {owner} = metadata;
	const isFree = owner === null || isSelf(owner, self) || !isAlive(owner);
	return isFree ? {...metadata, owner: self} : null;
}

export function metadataPathOf(path: string): string {
	return `${path}.json`;
}

function isSelf(owner: PartOwner, self: PartOwner): boolean {
	return owner.host === self.host && owner.pid === self.pid;
}

import {kindOfMediaType} from '../../../core/output/kinds.ts';
import type {FileMetadata, PreviewProblem} from '../../../core/output/output-view.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {DownloadError, statusError} from '../download/errors.ts';
import {
	mediaTypeOf,
	wholeNumber,
	type MediaClient,
	type MediaResponse,
} from '../download/media-client.ts';

export type FetchedFile = {
	readonly bytes: Uint8Array;
	/** The value of the `Content-Type` header; empty without this header. */
	readonly type: string;
	readonly isTruncated: boolean;
};

type FetchOptions = {
	readonly client: MediaClient;
	readonly maxBytes: number;
	readonly signal: AbortSignal;
};

type FileOptions = FetchOptions & {
	/** Whether a file of more than `maxBytes` is truncated instead of rejected. */
	readonly allowTruncation: boolean;
	/** `bytes`: the number so far. `total`: the size of the file; null if the host did not report it. */
	readonly onProgress: (bytes: number, total: number | null) => void;
};

/** Fetches a file. Rejects with a `PreviewError`, a `DownloadError` or the signal's reason. */
export async function fetchFile(
	address: URL,
	{client, maxBytes, allowTruncation, onProgress, signal}: FileOptions,
): Promise<FetchedFile> {
	const response = await client.get(address, {}, signal);
	const {headers} = response;
	const total = wholeNumber(headers['content-length']);
	rejectStatusUnless(200, response);

	if (!allowTruncation && total !== null && total > maxBytes) {
		response.drop();
		throw new PreviewError({kind: 'too-many-bytes', maxBytes});
	}

	const bytes = await readBody(response, maxBytes, size => {
		onProgress(Math.min(size, maxBytes), total);
	});
	const isTruncated = bytes.length > maxBytes;

	if (isTruncated && !allowTruncation) {
		throw new PreviewError({kind: 'too-many-bytes', maxBytes});
	}

	if (total !== null && bytes.length < Math.min(total, maxBytes)) {
		throw new DownloadError({kind: 'cut-off'});
	}

	return {bytes: bytes.subarray(0, maxBytes), type: headers['content-type'] ?? '', isTruncated};
}

/** Reads the bytes of a file from `start` (inclusive) to `end` (exclusive). */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

/** Returns a function that reads at most `maxBytes` in total by range requests. It rejects like `fetchFile`. */
export function rangeReader(address: URL, {client, maxBytes, signal}: FetchOptions): ReadRange {
	let left = maxBytes;
	return async (start, end) => {
		const length = end - start;
		left -= length;

		if (left < 0) {
			throw new PreviewError({kind: 'too-many-bytes', maxBytes});
		}

		const response = await client.get(address, {range: `bytes=${start}-${end - 1}`}, signal);
		rejectStatusUnless(206, response);
		const bytes = await readBody(response, length);

		if (bytes.length < length) {
			throw new DownloadError({kind: 'cut-off'});
		}

		return bytes.subarray(0, length);
	};
}

type LoadedMetadata = Extract<FileMetadata, {kind: 'loaded'}>;

/**
 * Requests the size and the type of a file by a GET of its first byte, because many addresses are signed for GET and
 * refuse HEAD. Rejects with a `DownloadError` or the signal's reason.
 */
export async function fetchFileMetadata(
	address: URL,
	client: MediaClient,
	signal: AbortSignal,
): Promise<{readonly metadata: LoadedMetadata; readonly acceptsRanges: boolean}> {
	const {status, headers, drop} = await client.get(address, {range: 'bytes=0-0'}, signal);
	// A host without range support sends the whole file.
	drop();
	const range = headers['content-range'] ?? '';
	// A host responds with status 416 for an empty file, because the file has no first byte.
	const acceptsRanges = status === 206 || (status === 416 && range === 'bytes */0');

	if (!acceptsRanges && status !== 200) {
		throw statusError(status);
	}

	const type = mediaTypeOf(headers);
	const size = acceptsRanges ? /\/(\d+)$/.exec(range)?.[1] : headers['content-length'];
	return {
		metadata: {
			kind: 'loaded',
			size: wholeNumber(size),
			type: type === null ? null : cleanName(type.slice(0, 100)),
			mediaKind: type === null ? null : kindOfMediaType(type),
		},
		acceptsRanges,
	};
}

/**
 * Reads the body of a response. Closes the connection after more than `maxBytes`, because a body may be endless. The
 * result is then longer than `maxBytes`, so that the caller knows that it is incomplete.
 */
async function readBody(
	{chunks, drop}: MediaResponse,
	maxBytes: number,
	onBytes: (bytes: number) => void = () => {},
): Promise<Uint8Array> {
	const read: Uint8Array[] = [];
	let size = 0;

	for await (const chunk of chunks) {
		read.push(chunk);
		size += chunk.length;
		onBytes(size);

		if (size > maxBytes) {
			drop();
			break;
		}
	}

	return Buffer.concat(read, size);
}

function rejectStatusUnless(expected: number, {status, drop}: MediaResponse): void {
	if (status !== expected) {
		drop();
		throw statusError(status);
	}
}

export class PreviewError extends Error {
	override readonly name = 'PreviewError';
	readonly why: PreviewProblem;

	constructor(why: PreviewProblem, cause?: unknown) {
		super(why.kind, {cause});
		this.why = why;
	}
}

/** Returns the reason to show for an error of a preview. Rethrows any other error, because it is a bug. */
export function previewProblemOf(error: unknown): PreviewProblem {
	if (error instanceof PreviewError || error instanceof DownloadError) {
		return error.why;
	}

	throw error;
}

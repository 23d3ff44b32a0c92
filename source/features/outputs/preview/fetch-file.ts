import {imageSize} from 'image-size';
import {kindOfMediaType} from '../../../core/output/kinds.ts';
import type {FileMetadata, Pixels, PreviewProblem} from '../../../core/output/output-view.ts';
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

type FileOptions = {
	readonly client: MediaClient;
	readonly maxBytes: number;
	/** Whether a file of more than `maxBytes` is truncated instead of rejected. */
	readonly allowTruncation?: boolean;
	/** `bytes`: the number so far. `total`: the size of the file; null if the host did not report it. */
	readonly onProgress?: (bytes: number, total: number | null) => void;
	readonly signal: AbortSignal;
};

/** Fetches a file. Rejects with a `PreviewError`, a `DownloadError` or the signal's reason. */
export async function fetchFile(
	address: URL,
	{client, maxBytes, allowTruncation = false, onProgress = () => {}, signal}: FileOptions,
): Promise<FetchedFile> {
	const response = await client.get(address, {}, signal);
	const {status, headers} = response;
	const total = wholeNumber(headers['content-length']);

	try {
		if (status !== 200) {
			throw statusError(status);
		}

		const bytes =
			allowTruncation || (total ?? 0) <= maxBytes
				? await readBody(response, maxBytes, size => onProgress(Math.min(size, maxBytes), total))
				: null;
		const isTruncated = bytes === null || bytes.length > maxBytes;

		if (bytes === null || (isTruncated && !allowTruncation)) {
			throw new PreviewError({kind: 'too-many-bytes', maxBytes});
		}

		if (total !== null && bytes.length < Math.min(total, maxBytes)) {
			throw new DownloadError({kind: 'cut-off'});
		}

		return {bytes: bytes.subarray(0, maxBytes), type: headers['content-type'] ?? '', isTruncated};
	} finally {
		response.drop();
	}
}

/** So many bytes contain the size of nearly every picture. */
const headBytes = 16_384;

/**
 * Requests the beginning of a file for its size, its type, and the pixels of a picture. By GET, because many addresses
 * are signed for GET and refuse HEAD. Rejects with a `DownloadError` or the signal's reason.
 */
export async function fetchFileMetadata(
	address: URL,
	client: MediaClient,
	signal: AbortSignal,
): Promise<Extract<FileMetadata, {kind: 'loaded'}>> {
	const response = await client.get(address, {range: `bytes=0-${headBytes - 1}`}, signal);
	const {status, headers} = response;
	const range = headers['content-range'] ?? '';
	// A host responds with status 416 for an empty file, because the file has no first byte.
	const isRange = status === 206 || (status === 416 && range === 'bytes */0');

	try {
		if (!isRange && status !== 200) {
			throw statusError(status);
		}

		const type = mediaTypeOf(headers);
		const mediaKind = type === null ? null : kindOfMediaType(type);
		return {
			kind: 'loaded',
			size: wholeNumber(isRange ? /\/(\d+)$/.exec(range)?.[1] : headers['content-length']),
			type: type === null ? null : cleanName(type.slice(0, 100)),
			mediaKind,
			pixels: mediaKind === 'image' ? pixelsOf(await readBody(response, headBytes)) : null,
		};
	} finally {
		// A host without range support sends the whole file.
		response.drop();
	}
}

function pixelsOf(head: Uint8Array): Pixels | null {
	try {
		const {width, height} = imageSize(head);
		return {width, height};
	} catch {
		// `image-size` throws errors of any type.
		return null;
	}
}

/**
 * Reads the body of a response. Stops after more than `maxBytes`, because a body may be endless. The result is then
 * longer than `maxBytes`, so that the caller knows that it is incomplete.
 */
async function readBody(
	{chunks}: MediaResponse,
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
			break;
		}
	}

	return Buffer.concat(read, size);
}

export class PreviewError extends Error {
	override readonly name = 'PreviewError';
	readonly why: PreviewProblem;

	constructor(why: PreviewProblem, cause?: unknown) {
		super(why.kind, {cause});
		this.why = why;
	}
}

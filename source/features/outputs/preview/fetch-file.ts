import {DownloadError} from '../download/download-error.ts';
import {mediaError, type MediaResponse, type PreviewClient} from '../download/media-client.ts';
import {PreviewError} from './view-error.ts';

/** A file, or its beginning. */
export type FetchedFile = {
	readonly bytes: Uint8Array;
	/** Its `Content-Type`; empty where it has none. */
	readonly type: string;
	/** Whether the file goes on after what was fetched. */
	readonly isTruncated: boolean;
};

export type FetchOptions = {
	/** The most bytes that are taken. */
	readonly maxBytes: number;
	/** Whether of a larger file the beginning is of use; else it is not fetched at all. */
	readonly allowTruncation: boolean;
	/** Hears how many bytes are there, and how many there will be; null where the host does not say. */
	readonly onProgress: (bytes: number, total: number | null) => void;
	readonly signal: AbortSignal;
};

/** Fetches a file for a look at it. Rejects with a `ViewError`, a `DownloadError` or the reason of the signal. */
export async function fetchFile(
	address: URL,
	client: PreviewClient,
	{maxBytes, allowTruncation, onProgress, signal}: FetchOptions,
): Promise<FetchedFile> {
	const response = await client.get(address, {}, signal);
	const total = lengthOf(response);
	rejectErrorStatus(response.status);

	if (!allowTruncation && total !== null && total > maxBytes) {
		response.body.drop();
		throw new PreviewError({kind: 'too-many-bytes', most: maxBytes});
	}

	const whole = await readChunks(response.body, maxBytes, signal, bytes => {
		onProgress(Math.min(bytes, maxBytes), total);
	});
	const isTruncated = whole.length > maxBytes;

	if (isTruncated && !allowTruncation) {
		throw new PreviewError({kind: 'too-many-bytes', most: maxBytes});
	}

	if (total !== null && whole.length < Math.min(total, maxBytes)) {
		throw new DownloadError({kind: 'cut-off'});
	}

	return {
		bytes: whole.subarray(0, maxBytes),
		type: response.headers['content-type'] ?? '',
		isTruncated,
	};
}

/**
 * Takes a body. When it has more than so many bytes the connection is closed, so that an endless one ends too; what is
 * given is longer than asked for then. Rejects with a `DownloadError` or the reason of the signal.
 */
export async function readChunks(
	body: MediaResponse['body'],
	maxBytes: number,
	signal: AbortSignal,
	onBytes: (bytes: number) => void = () => {},
): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;

	try {
		for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
			chunks.push(chunk);
			size += chunk.byteLength;
			onBytes(size);

			if (size > maxBytes) {
				body.drop();
				break;
			}
		}
	} catch (error) {
		throw mediaError(error, signal);
	}

	return Buffer.concat(chunks, size);
}

/** Throws a `DownloadError` where an answer is a refusal. */
export function rejectErrorStatus(status: number): void {
	if (status === 401 || status === 403 || status === 404 || status === 410) {
		throw new DownloadError({kind: 'gone', status});
	}

	if (status !== 200 && status !== 206) {
		throw new DownloadError({kind: 'http', status});
	}
}

function lengthOf({headers}: MediaResponse): number | null {
	const length = headers['content-length'];
	return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

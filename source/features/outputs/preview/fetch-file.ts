import {DownloadError} from '../download/download-error.ts';
import {mediaError, type MediaResponse, type PreviewClient} from '../download/media-client.ts';
import {statusError, wholeNumber} from '../download/response.ts';
import {PreviewError} from './preview-error.ts';

export type FetchedFile = {
	readonly bytes: Uint8Array;
	/** `Content-Type`, or empty. */
	readonly type: string;
	/** Whether the file is longer than `bytes`. */
	readonly isTruncated: boolean;
};

type FetchOptions = {
	readonly maxBytes: number;
	/** Whether a larger file is truncated instead of rejected. */
	readonly allowTruncation: boolean;
	/** `total`: null if the host did not report it. */
	readonly onProgress: (bytes: number, total: number | null) => void;
	readonly signal: AbortSignal;
};

/** Rejects with a `PreviewError`, a `DownloadError` or the signal's reason. */
export async function fetchFile(
	address: URL,
	client: PreviewClient,
	{maxBytes, allowTruncation, onProgress, signal}: FetchOptions,
): Promise<FetchedFile> {
	const response = await client.get(address, {}, signal);
	const total = wholeNumber(response.headers['content-length']);
	rejectErrorStatus(response.status);

	if (!allowTruncation && total !== null && total > maxBytes) {
		response.body.drop();
		throw new PreviewError({kind: 'too-many-bytes', maxBytes});
	}

	const whole = await readChunks(response.body, maxBytes, signal, bytes => {
		onProgress(Math.min(bytes, maxBytes), total);
	});
	const isTruncated = whole.length > maxBytes;

	if (isTruncated && !allowTruncation) {
		throw new PreviewError({kind: 'too-many-bytes', maxBytes});
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
 * Reads a body. Closes the connection above `maxBytes`, since a body may be endless; the result is then longer than
 * `maxBytes`. Rejects with a `DownloadError` or the signal's reason.
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

export function rejectErrorStatus(status: number): void {
	if (status !== 200 && status !== 206) {
		throw statusError(status);
	}
}

import {DownloadError} from '../download/download-error.ts';
import {mediaError, type MediaResponse, type PreviewClient} from '../download/media-client.ts';
import {statusError, wholeNumber} from '../download/response.ts';
import type {DownloadFailure} from '../../../core/output/download.ts';
import type {PreviewProblem} from '../../../core/output/output-view.ts';

export type FetchedFile = {
	readonly bytes: Uint8Array;
	/** The header `Content-Type`, or an empty text. */
	readonly type: string;
	/** Whether the file is longer than `bytes`. */
	readonly isTruncated: boolean;
};

type FetchOptions = {
	readonly maxBytes: number;
	/** Whether a larger file is truncated instead of rejected. */
	readonly allowTruncation: boolean;
	/** `bytes`: the number of bytes so far. `total`: the size of the file; null if the host did not report it. */
	readonly onProgress: (bytes: number, total: number | null) => void;
	readonly signal: AbortSignal;
};

/** Fetches a file. Rejects with a `PreviewError`, a `DownloadError` or the signal's reason. */
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
 * Reads a body. A body may be endless, so the connection is closed after more than `maxBytes`; the result is then
 * longer than `maxBytes`. Rejects with a `DownloadError` or the signal's reason.
 */
async function readChunks(
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

function rejectErrorStatus(status: number): void {
	if (status !== 200 && status !== 206) {
		throw statusError(status);
	}
}

/** Reads the bytes from `start` to `end` (exclusive). */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

type RangeReaderOptions = {
	readonly client: PreviewClient;
	/** The size of the file in bytes; null if the host did not report it. */
	readonly size: number | null;
	readonly maxBytes: number;
	readonly signal: AbortSignal;
};

/**
 * Returns a function that reads a file by range requests. Without range support or a known size, fetches the whole
 * file instead, up to `maxBytes`. The function rejects like `fetchFile`.
 */
export async function rangeReader(
	address: URL,
	{client, size, maxBytes, signal}: RangeReaderOptions,
): Promise<{readonly size: number; readonly read: ReadRange}> {
	let left = maxBytes;

	/** Requests a range. Returns null and drops the body if the host ignores the range. */
	async function part(start: number, end: number): Promise<Uint8Array | null> {
		const response = await client.get(address, {range: `bytes=${start}-${end - 1}`}, signal);
		rejectErrorStatus(response.status);

		if (response.status !== 206) {
			response.body.drop();
			return null;
		}

		spend(end - start);
		const bytes = await readChunks(response.body, end - start, signal);

		if (bytes.length < end - start) {
			throw new DownloadError({kind: 'cut-off'});
		}

		return bytes.subarray(0, end - start);
	}

	function spend(bytes: number): void {
		left -= bytes;

		if (left < 0) {
			throw new PreviewError({kind: 'too-many-bytes', maxBytes});
		}
	}

	const first = size === null ? null : await part(0, Math.min(size, 4096));

	if (size !== null && first !== null) {
		return {
			size,
			async read(start, end) {
				return (
					(end <= first.length ? first.subarray(start, end) : await part(start, end)) ??
					// The host has ignored this range, although it supported ranges in an earlier request.
					Promise.reject(new DownloadError({kind: 'http', status: 200}))
				);
			},
		};
	}

	const fullResponse = await client.get(address, {}, signal);
	rejectErrorStatus(fullResponse.status);
	const whole = await readChunks(fullResponse.body, maxBytes, signal);
	spend(whole.length);
	return {size: whole.length, read: async (start, end) => whole.subarray(start, end)};
}

export class PreviewError extends Error {
	override readonly name = 'PreviewError';
	readonly why: PreviewProblem;

	constructor(why: PreviewProblem, cause?: unknown) {
		super(why.kind, {cause});
		this.why = why;
	}
}

/** Returns the problem to show for an error. Throws the error if it is a bug. */
export function previewProblemOf(error: unknown): PreviewProblem {
	if (error instanceof PreviewError) {
		return error.why;
	}

	if (error instanceof DownloadError && isFetchProblem(error.why)) {
		return error.why;
	}

	throw error;
}

const fetchProblems: ReadonlySet<DownloadFailure['kind']> = new Set<
	Extract<DownloadFailure, PreviewProblem>['kind']
>([
	'gone',
	'refused',
	'refused-redirect',
	'too-many-redirects',
	'cut-off',
	'stalled',
	'network',
	'http',
]);

/** Whether a preview can fail in this way. All other failures of downloads only occur when saving. */
function isFetchProblem(why: DownloadFailure): why is Extract<DownloadFailure, PreviewProblem> {
	return fetchProblems.has(why.kind);
}

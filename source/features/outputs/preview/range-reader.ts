import {DownloadError} from '../download/download-error.ts';
import type {PreviewClient} from '../download/media-client.ts';
import {readChunks, rejectErrorStatus} from './fetch-file.ts';
import type {ReadRange} from './read-media.ts';
import {PreviewError} from './preview-error.ts';

type RangeReaderOptions = {
	readonly client: PreviewClient;
	/** Of the file in bytes; null if the host did not report it. */
	readonly size: number | null;
	readonly maxBytes: number;
	readonly signal: AbortSignal;
};

/**
 * Reads a file by range requests. Without range support or a known size it fetches the whole file, up to `maxBytes`.
 * Reads reject like `fetchFile`.
 */
export async function rangeReader(
	address: URL,
	{client, size, maxBytes, signal}: RangeReaderOptions,
): Promise<{readonly size: number; readonly read: ReadRange}> {
	let left = maxBytes;

	/** Returns null and drops the body if the host ignores the range. */
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
					// The host supported ranges in the previous request.
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

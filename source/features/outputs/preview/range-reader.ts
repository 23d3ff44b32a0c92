import {DownloadError} from '../download/download-error.ts';
import type {PreviewClient} from '../download/media-client.ts';
import {readChunks, rejectErrorStatus} from './fetch-file.ts';
import type {ReadRange} from './read-media.ts';
import {PreviewError} from './view-error.ts';

export type RangeReaderOptions = {
	readonly client: PreviewClient;
	/** Of the whole file, in bytes; null where the host did not say. */
	readonly size: number | null;
	/** The most bytes that are read in all. */
	readonly maxBytes: number;
	readonly signal: AbortSignal;
};

/**
 * Makes what reads pieces of a file by ranges. From a host that knows none, or does not say how large the file is, the
 * whole of it is fetched, if it is not more than may be read. The reads reject as `fetchFile` does.
 */
export async function rangeReader(
	address: URL,
	{client, size, maxBytes, signal}: RangeReaderOptions,
): Promise<{readonly size: number; readonly read: ReadRange}> {
	let left = maxBytes;

	/** Null where the host sends everything instead of a range: then the answer was left. */
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
			throw new PreviewError({kind: 'too-many-bytes', most: maxBytes});
		}
	}

	const first = size === null ? null : await part(0, Math.min(size, 4096));

	if (size !== null && first !== null) {
		return {
			size,
			async read(start, end) {
				return (
					(end <= first.length ? first.subarray(start, end) : await part(start, end)) ??
					// It answered with a range a moment ago.
					Promise.reject(new DownloadError({kind: 'http', status: 200}))
				);
			},
		};
	}

	const answer = await client.get(address, {}, signal);
	rejectErrorStatus(answer.status);
	const whole = await readChunks(answer.body, maxBytes, signal);
	spend(whole.length);
	return {size: whole.length, read: async (start, end) => whole.subarray(start, end)};
}

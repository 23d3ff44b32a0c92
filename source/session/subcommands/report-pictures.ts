import {imageSize} from 'image-size';
import {withDeadline} from '../../api/deadline.ts';
import {ApiError} from '../../api/errors.ts';
import type {PageMessages} from '../../commands/report/messages.ts';
import type {PagePicture} from '../../commands/report/reported-run.ts';
import type {FoundRun} from '../../core/found-run.ts';
import {maxPixels} from '../../core/output/output-view.ts';
import {isFromHistory} from '../../core/run.ts';
import type {Clock} from '../../core/time/clock.ts';
import {OutputError} from '../../features/outputs/download/errors.ts';
import {
	fetchFile,
	mediaClient,
	type OutputAccess,
} from '../../features/outputs/download/media-client.ts';

const mebibyte = 2 ** 20;
/** Larger pictures are not in the page. docs/SCRIPTS.md says so, too. */
const maxPictureBytes = 4 * mebibyte;
const maxTotalBytes = 24 * mebibyte;
/** How long one picture may take, and how long all of them, in milliseconds. */
const pictureTimeoutMs = 30_000;
const totalTimeoutMs = 120_000;

/** The formats that every browser shows, and that contain no scripts, by their names in `image-size`. */
const mediaTypes: Readonly<Record<string, string>> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
};

/** Fetches the pictures of runs, one after another. Rejects only for bugs, and when `signal` aborts. */
export async function fetchPictures(
	runs: readonly FoundRun[],
	messages: PageMessages,
	{
		clock,
		access,
		signal,
	}: {readonly clock: Clock; readonly access: OutputAccess; readonly signal: AbortSignal},
): Promise<ReadonlyMap<FoundRun, ReadonlyMap<string, PagePicture>>> {
	const {download, numbers, runReport} = messages;
	const words = runReport.noPicture;
	const getMedia = mediaClient(() => access);
	const endsAt = clock.monotonic() + totalTimeoutMs;
	const picturesByRun = new Map<FoundRun, Map<string, PagePicture>>(
		runs.map(run => [run, new Map()]),
	);
	let remainingBytes = maxTotalBytes;

	async function fetchPicture(address: URL): Promise<PagePicture> {
		const maxBytes = Math.min(remainingBytes, maxPictureBytes);
		const limit = Math.min(pictureTimeoutMs, endsAt - clock.monotonic());

		try {
			const {bytes} = await withDeadline(
				async deadline => fetchFile(getMedia, address, maxBytes, deadline),
				{clock, limit, signal},
			);
			remainingBytes -= bytes.length;
			return pictureOf(bytes) ?? {why: words.unsupported};
		} catch (error) {
			if (error instanceof ApiError && error.kind === 'timeout') {
				return {why: words.tooSlow};
			}

			if (!(error instanceof OutputError)) {
				throw error;
			}

			return {
				why:
					error.why.kind !== 'too-large'
						? download.why(error.why)
						: remainingBytes < maxPictureBytes
							? words.overTotal(numbers.size(maxTotalBytes))
							: words.tooLarge(numbers.size(maxPictureBytes)),
			};
		}
	}

	for (const [run, pictures] of picturesByRun) {
		for (const {key, kind, address} of run.execution.outputs) {
			if (kind === 'image' && address !== null) {
				const isKept = isFromHistory(run);
				pictures.set(key.exact, isKept ? {why: words.noLink} : await fetchPicture(address));
			}
		}
	}

	return picturesByRun;
}

/** Null for a file that is no picture for a page. The bytes decide, not what the host says. */
function pictureOf(bytes: Uint8Array): PagePicture | null {
	try {
		const {width, height, type = ''} = imageSize(bytes);
		const mediaType = mediaTypes[type];
		const source = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
		return mediaType === undefined || width * height > maxPixels
			? null
			: {source, width, height, bytes: bytes.length};
	} catch {
		// `image-size` throws errors of any type for a damaged file.
		return null;
	}
}

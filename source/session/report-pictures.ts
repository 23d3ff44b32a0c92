import {imageSize} from 'image-size';
import {withDeadline} from '../api/deadline.ts';
import {ApiError} from '../api/errors.ts';
import type {PageMessages} from '../commands/report/messages.ts';
import type {PagePicture} from '../commands/report/reported-run.ts';
import type {FoundRun} from '../core/found-run.ts';
import {isFromHistory} from '../core/run.ts';
import {systemClock as clock} from '../core/time/system-clock.ts';
import {defaultDownloadLimits} from '../features/outputs/download/limits.ts';
import {openMediaClient, type MediaClient} from '../features/outputs/download/media-client.ts';
import {fetchFile, previewProblemOf} from '../features/outputs/preview/fetch-file.ts';
import {previewLimits} from '../features/outputs/preview/limits.ts';
import {paletteName} from '../store/keys/key-of.ts';

const mebibyte = 2 ** 20;
/** Larger pictures are not in the page. The help says so, too. */
const maxPictureBytes = 4 * mebibyte;
const maxTotalBytes = 24 * mebibyte;
const timeoutMs = 30_000;

/** The formats that every browser shows, and that contain no scripts, by their names in `image-size`. */
const mediaTypes: Readonly<Record<string, string>> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
};

/** Fetches the pictures of runs, one after another, until they are too large together. */
export async function fetchPictures(
	runs: readonly FoundRun[],
	messages: PageMessages,
	signal: AbortSignal,
): Promise<ReadonlyMap<FoundRun, ReadonlyMap<string, PagePicture>>> {
	const client = openMediaClient(defaultDownloadLimits);
	const found = new Map<FoundRun, ReadonlyMap<string, PagePicture>>();
	let left = maxTotalBytes;

	try {
		for (const run of runs) {
			const pictures = new Map<string, PagePicture>();

			for (const {key, kind, address} of run.execution.outputs) {
				if (kind === 'image' && address !== null) {
					const picture = isFromHistory(run)
						? {why: messages.runReport.pictures.noLink}
						: await fetchPicture(address, Math.min(left, maxPictureBytes), {
								client,
								messages,
								signal,
							});
					left -= 'bytes' in picture ? picture.bytes : 0;
					pictures.set(key.exact, picture);
				}
			}

			found.set(run, pictures);
		}
	} finally {
		await client.close();
	}

	return found;
}

async function fetchPicture(
	address: URL,
	maxBytes: number,
	{
		client,
		messages,
		signal,
	}: {readonly client: MediaClient; readonly messages: PageMessages; readonly signal: AbortSignal},
): Promise<PagePicture> {
	const {numbers, output, runReport} = messages;
	const words = runReport.pictures;

	try {
		const {bytes} = await withDeadline(
			async deadline =>
				fetchFile(address, {
					client,
					maxBytes,
					allowTruncation: false,
					onProgress() {},
					signal: deadline,
				}),
			{clock, limit: timeoutMs, signal},
		);
		return pictureOf(bytes) ?? {why: words.unsupported};
	} catch (error) {
		if (error instanceof ApiError && error.kind === 'timeout') {
			return {why: words.tooSlow};
		}

		const problem = previewProblemOf(error);

		if (problem.kind === 'too-many-bytes') {
			return {
				why:
					maxBytes < maxPictureBytes
						? words.overTotal(numbers.size(maxTotalBytes))
						: words.tooLarge(numbers.size(maxPictureBytes)),
			};
		}

		return {why: output.problem(problem, paletteName)};
	}
}

/** Null for a file that is no picture for a page. The bytes decide, not what the host says. */
function pictureOf(bytes: Uint8Array): PagePicture | null {
	try {
		const {width, height, type = ''} = imageSize(bytes);
		const mediaType = mediaTypes[type];
		return mediaType === undefined || width * height > previewLimits.maxPixels
			? null
			: {
					source: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`,
					width,
					height,
					bytes: bytes.length,
				};
	} catch {
		// `image-size` throws errors of any type for a damaged file.
		return null;
	}
}

import {imageSize} from 'image-size';
import type {FoundRun, PagePicture, PagePictures} from '../../commands/report/article.ts';
import type {PageMessages} from '../../commands/report/messages.ts';
import {pictureFormats} from '../../core/output/output-view.ts';
import {isFromHistory} from '../../core/run.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {OutputError} from '../../features/outputs/download/errors.ts';
import {withLeastRate} from '../../features/outputs/download/least-rate.ts';
import {
	fetchFile,
	mediaClient,
	type OutputAccess,
} from '../../features/outputs/download/media-client.ts';

/** The maximum size of all pictures of a page together, in bytes. docs/COMMANDS.md names it, too. */
const maxTotalBytes = 24_000_000;

/** Fetches the pictures of runs, one after another. Rejects only for bugs, and when `signal` aborts. */
export async function fetchPictures(
	runs: readonly FoundRun[],
	{download, numbers, runReport: {noPicture}}: PageMessages,
	access: OutputAccess,
	signal: AbortSignal,
): Promise<PagePictures> {
	const getMedia = withLeastRate(mediaClient(access), clock);
	const pictures = new Map<string, PagePicture | string>();
	const outputs = runs.filter(run => !isFromHistory(run)).flatMap(run => run.execution.outputs);
	let maxBytes = maxTotalBytes;

	async function fetchPicture(address: URL): Promise<PagePicture | string> {
		try {
			const bytes = await fetchFile(getMedia, address, maxBytes, signal);
			maxBytes -= bytes.length;
			return pictureOf(bytes) ?? noPicture.unsupported;
		} catch (error) {
			if (!(error instanceof OutputError)) {
				throw error;
			}

			const isTooLarge = error.why.kind === 'too-large';
			const limit = numbers.size(maxTotalBytes);
			return isTooLarge ? noPicture.tooLarge(limit) : download.why(error.why);
		}
	}

	for (const {kind, address} of outputs) {
		if (kind === 'image' && address !== null) {
			pictures.set(address.href, await fetchPicture(address));
		}
	}

	return pictures;
}

/** Returns a picture for the page; null for any other file. The bytes decide, not the media type of the host. */
function pictureOf(bytes: Uint8Array): PagePicture | null {
	try {
		const {width, height, type = ''} = imageSize(bytes);
		const format = pictureFormats[type];
		const source = `data:image/${format?.toLowerCase()};base64,${Buffer.from(bytes).toString('base64')}`;
		return format === undefined ? null : {source, width, height, bytes: bytes.length};
	} catch {
		// `image-size` throws errors of any type for a damaged file.
		return null;
	}
}

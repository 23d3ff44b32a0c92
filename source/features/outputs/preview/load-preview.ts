import {withDeadline} from '../../../api/deadline.ts';
import {ApiError} from '../../../api/errors.ts';
import type {PreviewContent} from '../../../core/output/output-view.ts';
import type {Output} from '../../../core/output/output.ts';
import type {Clock} from '../../../core/time/clock.ts';
import type {MediaClient} from '../download/media-client.ts';
import {previewKind} from '../state.ts';
import {
	fetchFile,
	fetchFileMetadata,
	PreviewError,
	previewProblemOf,
	rangeReader,
	type FetchedFile,
} from './fetch-file.ts';
import type {PreviewLimits} from './limits.ts';
import type {ImageJob} from './render-image.ts';
import {renderInWorker} from './render-in-worker.ts';
import {decodeText, textDocument} from './text-document.ts';

export type PreviewOptions = {
	readonly client: MediaClient;
	readonly clock: Clock;
	readonly limits: PreviewLimits;
	readonly signal: AbortSignal;
	/** Asks the terminal for its image protocol and its cell size, and how many colors and pixels an image may have. */
	readonly graphics: () => Promise<Pick<ImageJob, 'protocol' | 'cell' | 'maxColors' | 'maxSize'>>;
	/** Maximum size of an image in cells. */
	readonly box: {readonly columns: number; readonly rows: number};
	/** The files of images by address, so that an image can be rendered for another size without a download. */
	readonly imageCache: Map<string, FetchedFile>;
	readonly report: (content: PreviewContent) => void;
};

/** Minimum number of new bytes between two progress reports. */
const progressStep = 65_536;

/** Reports the preview, or why there is none. Reports nothing after `signal` is aborted. Rejects only for bugs. */
export async function loadPreview(output: Output, options: PreviewOptions): Promise<void> {
	const {clock, limits, signal, report} = options;

	try {
		const content = await withDeadline(
			async deadline => fetchContent(output, {...options, signal: deadline}),
			{clock, limit: limits.previewTimeoutMs, signal},
		);
		signal.throwIfAborted();
		report(content);
	} catch (error) {
		if (!signal.aborted) {
			const isTimeout = error instanceof ApiError && error.kind === 'timeout';
			report({kind: 'failed', why: isTimeout ? {kind: 'too-slow'} : previewProblemOf(error)});
		}
	}
}

async function fetchContent(output: Output, options: PreviewOptions): Promise<PreviewContent> {
	const {address, value} = output;

	if (address === null) {
		return textContent(Buffer.from(value.exact, 'utf8'), 'text/plain', options.limits.maxTextBytes);
	}

	// For other kinds, the kind is known without asking the host.
	const metadata =
		previewKind(output, null) === 'metadata'
			? (await fetchFileMetadata(address, options.client, options.signal)).metadata
			: null;

	switch (previewKind(output, metadata)) {
		case 'text':
			return previewText(address, options);
		case 'image':
			return previewImage(address, options);
		case 'media':
			return previewMedia(address, options);
		case 'metadata':
			return {kind: 'unsupported', type: metadata?.type ?? null, size: metadata?.size ?? null};
	}
}

async function previewText(address: URL, options: PreviewOptions): Promise<PreviewContent> {
	const maxBytes = options.limits.maxTextBytes;
	const fetching = {...fetchOptions(options, maxBytes), allowTruncation: true};
	const {bytes, type, isTruncated} = await fetchFile(address, fetching);
	return textContent(bytes, type, maxBytes, isTruncated);
}

async function textContent(
	bytes: Uint8Array,
	type: string,
	maxBytes: number,
	isTruncated = bytes.length > maxBytes,
): Promise<PreviewContent> {
	if (bytes.length === 0) {
		throw new PreviewError({kind: 'empty'});
	}

	const exact = decodeText(bytes.subarray(0, maxBytes), type);
	return {kind: 'text', document: await textDocument(exact, {size: bytes.length, isTruncated})};
}

async function previewImage(address: URL, options: PreviewOptions): Promise<PreviewContent> {
	const {clock, limits, signal, graphics, box, imageCache, report} = options;
	const fetching = {...fetchOptions(options, limits.maxImageBytes), allowTruncation: false};
	const [file, terminal] = await Promise.all([
		imageCache.get(address.href) ?? fetchFile(address, fetching),
		graphics(),
	]);
	imageCache.set(address.href, file);
	report({kind: 'decoding'});
	const job = {bytes: file.bytes, ...terminal, ...box, maxPixels: limits.maxPixels};
	const {fields, image} = await withDeadline(async deadline => renderInWorker(job, deadline), {
		clock,
		limit: limits.decodeTimeoutMs,
		signal,
	});
	return {kind: 'image', fields, image};
}

async function previewMedia(address: URL, options: PreviewOptions): Promise<PreviewContent> {
	const {client, limits, signal} = options;
	const {metadata, acceptsRanges} = await fetchFileMetadata(address, client, signal);
	const {size} = metadata;

	if (size === 0) {
		throw new PreviewError({kind: 'empty'});
	}

	// Load the module on demand, because it is large and seldom used.
	const {readMedia} = await import('./read-media.ts');
	const fetching = fetchOptions(options, limits.maxHeadBytes);

	if (acceptsRanges && size !== null) {
		return {kind: 'media', fields: await readMedia(size, rangeReader(address, fetching))};
	}

	const {bytes} = await fetchFile(address, {...fetching, allowTruncation: false});
	const fields = await readMedia(bytes.length, async (start, end) => bytes.subarray(start, end));
	return {kind: 'media', fields};
}

function fetchOptions({client, signal, report}: PreviewOptions, maxBytes: number) {
	let reported = 0;
	return {
		client,
		signal,
		maxBytes,
		onProgress(bytes: number, total: number | null) {
			if (bytes - reported >= progressStep) {
				reported = bytes;
				report({kind: 'fetching', bytes, total});
			}
		},
	};
}

import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {addressId} from '../../../core/output/output-address.ts';
import type {PreviewContent, PreviewProblem} from '../../../core/output/output-view.ts';
import type {Output} from '../../../core/output/output.ts';
import type {Duration} from '../../../core/time/clock.ts';
import {workerFile} from '../../../core/worker-file.ts';
import type {ActionWithoutTime} from '../../../store/action.ts';
import type {Effect} from '../../../store/effect.ts';
import type {TerminalReport} from '../../../terminal/query.ts';
import {DownloadError} from '../download/errors.ts';
import {openMediaClient, type OutputAccess} from '../download/media-client.ts';
import {previewKind} from '../state.ts';
import {fetchFile, fetchFileMetadata, PreviewError, type FetchedFile} from './fetch-file.ts';
import type {ImageJob, ImageResult} from './render-image.ts';
import {decodeText, textDocument} from './text-document.ts';

const mebibyte = 2 ** 20;
export const maxImageBytes = 32 * mebibyte;
/** Wrapping so many bytes takes 20 ms, of Chinese 80 ms. */
const maxTextBytes = mebibyte / 2;
const metadataTimeoutMs: Duration = 15_000;
const previewTimeoutMs: Duration = 120_000;
/** Minimum number of new bytes between two reports of progress. */
const progressStep = 65_536;
/** Maximum heap of the worker. Pixels are not stored in this heap; `maxPixels` limits their number. */
const maxHeapMiB = 256;

export type ViewerReport = Extract<
	ActionWithoutTime,
	{type: 'fileMetadataLoaded' | 'previewUpdated'}
>;

type ViewerOptions = {
	/** It may change with the account. */
	readonly access: () => OutputAccess;
	/** Asks the terminal for what it can draw. */
	readonly graphics: () => Promise<TerminalReport>;
	readonly report: (action: ViewerReport) => void;
	readonly onBug: (error: unknown) => void;
	/** The most time for metadata, in milliseconds. */
	readonly metadataTimeout?: Duration;
	readonly previewTimeout?: Duration;
};

type EffectOf<Type extends Effect['type']> = Extract<Effect, {type: Type}>;
type Box = EffectOf<'loadPreview'>['box'];

/** Carries out the effects that show outputs. It reports nothing of a preview after the next one was requested. */
export function createViewer({
	access,
	graphics,
	report,
	onBug,
	metadataTimeout = metadataTimeoutMs,
	previewTimeout = previewTimeoutMs,
}: ViewerOptions) {
	const client = openMediaClient(access);
	const closing = new AbortController();
	let preview = new AbortController();
	/** The files of the pictures that are shown, and of the next one, by address. */
	const files = new Map<string, FetchedFile>();

	async function loadMetadata(address: URL): Promise<void> {
		const deadline = AbortSignal.timeout(metadataTimeout);
		const signal = AbortSignal.any([closing.signal, deadline]);
		const metadata = await fetchFileMetadata(address, client, signal).catch((error: unknown) => ({
			kind: 'failed' as const,
			why: problemOf(error, deadline, 'stalled'),
			href: address.href,
		}));
		report({type: 'fileMetadataLoaded', id: addressId(address), metadata});
	}

	async function loadPreview(
		{requestId, pictures, next, box}: EffectOf<'loadPreview'>,
		stop: AbortSignal,
	): Promise<void> {
		// One after another: a worker takes a whole core.
		for (const {id, output} of pictures) {
			const deadline = AbortSignal.timeout(previewTimeout);
			const signal = AbortSignal.any([stop, deadline]);
			const show = (content: PreviewContent): void => {
				if (!stop.aborted) {
					report({type: 'previewUpdated', requestId, id, content});
				}
			};
			show(
				await loadOne(output, box, show, signal).catch((error: unknown) => ({
					kind: 'failed' as const,
					why: problemOf(error, deadline, 'too-slow'),
				})),
			);
		}

		if (next?.address) {
			// If this fails, the picture says so when it is shown.
			await imageFile(next.address, stop).catch(() => undefined);
		}
	}

	async function loadOne(
		output: Output,
		box: Box,
		show: (content: PreviewContent) => void,
		signal: AbortSignal,
	): Promise<PreviewContent> {
		const {address, value} = output;

		if (address === null) {
			return textContent(Buffer.from(value.exact), 'text/plain');
		}

		// For other kinds, the kind is known without asking the host.
		const metadata =
			previewKind(output, null) === null ? await fetchFileMetadata(address, client, signal) : null;

		switch (previewKind(output, metadata)) {
			case 'text': {
				const options = {client, maxBytes: maxTextBytes, allowTruncation: true, signal};
				const {bytes, type, isTruncated} = await fetchFile(address, options);
				return textContent(bytes, type, isTruncated);
			}

			case 'image': {
				const [file, {protocol, cell}] = await Promise.all([
					imageFile(address, signal, show),
					graphics(),
				]);
				show({kind: 'decoding'});
				return renderInWorker({bytes: file.bytes, protocol, cell, ...box}, signal);
			}

			case null: {
				const {type, size} = metadata ?? (await fetchFileMetadata(address, client, signal));
				return {kind: 'unsupported', type, size};
			}
		}
	}

	async function imageFile(
		address: URL,
		signal: AbortSignal,
		show: (content: PreviewContent) => void = () => {},
	): Promise<FetchedFile> {
		let shown = 0;

		function onProgress(bytes: number, total: number | null): void {
			if (bytes - shown >= progressStep) {
				shown = bytes;
				show({kind: 'fetching', bytes, total});
			}
		}

		const options = {client, maxBytes: maxImageBytes, onProgress, signal};
		const file = files.get(address.href) ?? (await fetchFile(address, options));
		files.set(address.href, file);
		return file;
	}

	return {
		loadFileMetadata(addresses: readonly URL[]): void {
			for (const address of addresses) {
				loadMetadata(address).catch(unlessAborted(closing.signal));
			}
		},
		loadPreview(effect: EffectOf<'loadPreview'>): void {
			const {pictures, next} = effect;
			const wanted = new Set([...pictures.map(({output}) => output), next].map(hrefOf));
			preview.abort();
			preview = new AbortController();
			[...files.keys()].filter(href => !wanted.has(href)).forEach(href => files.delete(href));
			loadPreview(effect, preview.signal).catch(unlessAborted(preview.signal));
		},
		stopPreview(): void {
			preview.abort();
			files.clear();
		},
		async close(): Promise<void> {
			closing.abort();
			preview.abort();
			await client.close();
		},
	};

	function unlessAborted(signal: AbortSignal) {
		return (error: unknown): void => {
			if (!signal.aborted) {
				onBug(error);
			}
		};
	}
}

function hrefOf(output: Output | null): string | undefined {
	return output?.address?.href;
}

/** Rethrows an error that is neither from a host nor the deadline: an abort or a bug. */
function problemOf(
	error: unknown,
	deadline: AbortSignal,
	late: 'stalled' | 'too-slow',
): PreviewProblem {
	if (error instanceof PreviewError || error instanceof DownloadError) {
		return error.why;
	}

	if (deadline.aborted) {
		return {kind: late};
	}

	throw error;
}

function textContent(
	bytes: Uint8Array,
	type: string,
	isTruncated = bytes.length > maxTextBytes,
): PreviewContent {
	if (bytes.length === 0) {
		throw new PreviewError({kind: 'empty'});
	}

	const exact = decodeText(bytes.subarray(0, maxTextBytes), type);
	return {kind: 'text', document: textDocument(exact, {size: bytes.length, isTruncated})};
}

/**
 * In a thread, because decoding a PNG of 2048×2048 pixels was measured at 565 ms and scaling it at 772 ms on a busy
 * machine, in which no key would work, and so that a crash of the decoder does not end the program. Rejects with a `PreviewError` if the image cannot be drawn.
 */
async function renderInWorker(job: ImageJob, signal: AbortSignal): Promise<PreviewContent> {
	// The output of decoders is captured: it would overwrite the screen.
	const worker = new Worker(workerFile('image-worker', import.meta.url), {
		stdout: true,
		stderr: true,
		resourceLimits: {maxOldGenerationSizeMb: maxHeapMiB},
	});
	// oxlint-disable-next-line unicorn/require-post-message-target-origin
	worker.postMessage(job);

	try {
		const [result] = (await once(worker, 'message', {signal})) as [ImageResult];

		if (result.kind === 'failed') {
			throw new PreviewError(result.why);
		}

		return result;
	} catch (error) {
		throw signal.aborted || error instanceof PreviewError
			? error
			: new PreviewError({kind: 'unreadable'}, error);
	} finally {
		await worker.terminate();
	}
}

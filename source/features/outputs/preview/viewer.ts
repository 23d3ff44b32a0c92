import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {imageSize} from 'image-size';
import {kindOfMediaType} from '../../../core/output/kinds.ts';
import {addressId} from '../../../core/output/output-address.ts';
import type {Pixels, PreviewContent} from '../../../core/output/output-view.ts';
import {isFile} from '../../../core/output/output.ts';
import {prettyJson} from '../../../core/text/json-text.ts';
import {cleanProse, type SafeText} from '../../../core/text/sanitize.ts';
import type {Clock} from '../../../core/time/clock.ts';
import {workerFile} from '../../../core/worker-file.ts';
import type {EffectOf} from '../../../store/effects.ts';
import type {Services} from '../../../store/registry.ts';
import type {TerminalReport} from '../../../terminal/query.ts';
import type {Size} from '../../panes/index.ts';
import {OutputError} from '../download/errors.ts';
import {withLeastRate} from '../download/least-rate.ts';
import {fetchFile, fetchStart, mediaClient, type OutputAccess} from '../download/media-client.ts';
import {outputId, previewKind, type RunOutput} from '../state.ts';
import type {ImageJob, ImageResult} from './render-image.ts';

export const maxImageBytes = 32_000_000;
/** Wrapping a text of this size takes 20 ms, and 80 ms if it is Chinese. */
const maxTextBytes = 2 ** 19;
/** In UTF-16 units. Longer lines are split, because finding the hits in them would delay the response to keys. */
const maxLineLength = 4096;
/** Nearly every picture has its width and height in its first 16 kB. */
const headBytes = 16_384;
/** Maximum heap of the worker. Pixels are not stored in this heap; `maxPixels` limits their number. */
const maxHeapMiB = 256;

export type Viewer = ReturnType<typeof createViewer>;

export type ViewerOptions = {
	readonly access: OutputAccess;
	/** Real time: it measures rates. */
	readonly clock: Pick<Clock, 'monotonic'>;
	/** Asks the terminal for what it can draw. */
	readonly graphics: () => Promise<TerminalReport>;
	/** Returns a new link to the file of an output; null if there is none. */
	readonly renew: (one: RunOutput, signal: AbortSignal) => Promise<URL | null>;
	readonly dispatch: Services['dispatch'];
	readonly onBug: (error: unknown) => void;
};

/** Carries out the effects that show outputs. Reports nothing about a preview once the next one is requested. */
export function createViewer({access, clock, graphics, renew, dispatch, onBug}: ViewerOptions) {
	const getMedia = withLeastRate(mediaClient(access), clock);
	const closing = new AbortController();
	let preview = new AbortController();
	/** The files of the shown pictures and of the next picture, by address. */
	const files = new Map<string, Uint8Array>();

	/** Requests the beginning of a file. By GET, because many addresses are signed for GET and refuse HEAD. */
	async function loadMetadata(address: URL, signal: AbortSignal): Promise<void> {
		const range = {range: `bytes=0-${headBytes - 1}`};
		const metadata = await fetchStart(getMedia, address, headBytes, signal, range).then(
			({bytes, size, type}) =>
				({
					kind: 'loaded',
					size,
					pixels: pixelsOf(bytes),
					fileKind: kindOfMediaType(type),
				}) as const,
			(error: unknown) => ({...failureOf(error), href: address.href}),
		);
		dispatch({type: 'fileMetadataLoaded', id: addressId(address), metadata});
	}

	async function loadPreview(
		{requestId, outputs, next, box}: EffectOf<'loadPreview'>,
		signal: AbortSignal,
	): Promise<void> {
		// One after another: a worker takes a whole core.
		for (const one of outputs) {
			const content = await contentOf(one, box, signal).catch(failureOf);

			if (!signal.aborted) {
				dispatch({type: 'previewUpdated', requestId, id: outputId(one), content});
			}
		}

		if (next?.output.address) {
			// If this fails, the picture says so when it is shown.
			await fetchImage(next.output.address, signal).catch(() => undefined);
		}
	}

	async function contentOf(
		one: RunOutput,
		box: Size,
		signal: AbortSignal,
	): Promise<PreviewContent> {
		const {address, value} = one.output;
		const kind = previewKind(one.output);

		if (!isFile(one.output)) {
			return textContent(Buffer.from(value.exact));
		}

		if (kind === null) {
			return {kind: 'unsupported'};
		}

		const load = async (link: URL) =>
			kind === 'text' ? loadText(link, signal) : loadImage(link, box, signal);
		const noLink = new OutputError({kind: 'no-link'});
		const first = address === null ? Promise.reject(noLink) : load(address);
		return first.catch(async (error: unknown) => {
			const isGone =
				error instanceof OutputError && (error === noLink || error.why.kind === 'gone');
			const link = isGone ? await renew(one, signal) : null;

			if (link === null) {
				throw error;
			}

			return load(link);
		});
	}

	async function loadText(address: URL, signal: AbortSignal): Promise<PreviewContent> {
		const {bytes, size, isWhole} = await fetchStart(getMedia, address, maxTextBytes, signal);
		return textContent(bytes, size ?? bytes.length, !isWhole);
	}

	async function loadImage(address: URL, box: Size, signal: AbortSignal): Promise<PreviewContent> {
		const [bytes, {protocol, cell}] = await Promise.all([fetchImage(address, signal), graphics()]);
		return renderInWorker({bytes, protocol, cell, ...box}, signal);
	}

	async function fetchImage(address: URL, signal: AbortSignal): Promise<Uint8Array> {
		const bytes =
			files.get(address.href) ?? (await fetchFile(getMedia, address, maxImageBytes, signal));
		files.set(address.href, bytes);
		return bytes;
	}

	/** Reports an error that is a bug, and not that the work was stopped. */
	function watchOver(work: Promise<void>, signal: AbortSignal): void {
		work.catch((error: unknown) => {
			if (!signal.aborted) {
				onBug(error);
			}
		});
	}

	return {
		loadFileMetadata(addresses: readonly URL[]): void {
			for (const address of addresses) {
				watchOver(loadMetadata(address, closing.signal), closing.signal);
			}
		},
		loadPreview(effect: EffectOf<'loadPreview'>): void {
			const wanted = [...effect.outputs, effect.next];
			const hrefs = new Set(wanted.map(one => one?.output.address?.href));
			preview.abort();
			preview = new AbortController();
			[...files.keys()].filter(href => !hrefs.has(href)).forEach(href => files.delete(href));
			watchOver(loadPreview(effect, preview.signal), preview.signal);
		},
		stopPreview(): void {
			preview.abort();
			files.clear();
		},
		close(): void {
			closing.abort();
			preview.abort();
		},
	};
}

/** Returns why an output cannot be shown. Throws any other error. */
function failureOf(error: unknown) {
	if (!(error instanceof OutputError)) {
		throw error;
	}

	return {kind: 'failed', why: error.why} as const;
}

function pixelsOf(head: Uint8Array): Pixels | null {
	try {
		const {width, height} = imageSize(head);
		return {width, height};
	} catch {
		// `image-size` throws errors of any type.
		return null;
	}
}

/** `size`: of the whole file in bytes. Throws an `OutputError` if it is empty. */
function textContent(
	bytes: Uint8Array,
	size = bytes.length,
	isTruncated = size > maxTextBytes,
): PreviewContent {
	if (bytes.length === 0) {
		throw new OutputError({kind: 'empty'});
	}

	const exact = new TextDecoder().decode(bytes.subarray(0, maxTextBytes));
	return {
		kind: 'text',
		document: {lines: documentLines(exact, isTruncated), exact, size, isTruncated},
	};
}

/** Sanitizes the lines of a text, and indents JSON. */
export function documentLines(exact: string, isTruncated = false): readonly SafeText[] {
	const raw = (isTruncated ? null : prettyJson(exact)) ?? exact.split(/\r\n|[\n\r]/);
	const lines = raw.flatMap(line =>
		Array.from({length: Math.max(1, Math.ceil(line.length / maxLineLength))}, (_, part) =>
			cleanProse(line.slice(part * maxLineLength, (part + 1) * maxLineLength)),
		),
	);
	// A final line break does not start an empty line.
	return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/**
 * Uses a thread, because no key would work meanwhile (decoding a PNG of 2048×2048 pixels took 565 ms on a busy machine,
 * scaling it 772 ms), and a crash of the decoder would end the program. Rejects with an `OutputError` if the image
 * cannot be drawn.
 */
async function renderInWorker(job: ImageJob, signal: AbortSignal): Promise<PreviewContent> {
	// The output of decoders is captured: it would overwrite the screen.
	const worker = new Worker(workerFile('render-image', import.meta.url), {
		stdout: true,
		stderr: true,
		resourceLimits: {maxOldGenerationSizeMb: maxHeapMiB},
	});
	// oxlint-disable-next-line unicorn/require-post-message-target-origin
	worker.postMessage(job);

	try {
		const [result] = (await once(worker, 'message', {signal})) as [ImageResult];
		return result;
	} catch (error) {
		throw signal.aborted ? error : new OutputError({kind: 'unreadable'}, {cause: error});
	} finally {
		await worker.terminate();
	}
}

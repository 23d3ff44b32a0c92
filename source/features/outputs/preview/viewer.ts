import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {imageSize} from 'image-size';
import {addressId} from '../../../core/output/output-address.ts';
import type {Pixels, PreviewContent} from '../../../core/output/output-view.ts';
import type {Output} from '../../../core/output/output.ts';
import {prettyJson} from '../../../core/text/json-text.ts';
import {cleanName, cleanProse, type SafeText} from '../../../core/text/sanitize.ts';
import type {Duration} from '../../../core/time/clock.ts';
import {workerFile} from '../../../core/worker-file.ts';
import type {ActionWithoutTime} from '../../../store/action.ts';
import type {EffectOf} from '../../../store/effect.ts';
import type {TerminalReport} from '../../../terminal/query.ts';
import {OutputError} from '../download/errors.ts';
import {
	fetchFile,
	fetchStart,
	mediaClient,
	type FetchedFile,
	type OutputAccess,
} from '../download/media-client.ts';
import {outputId, previewKind, type RunOutput} from '../state.ts';
import type {ImageJob, ImageResult} from './render-image.ts';

export const maxImageBytes = 32_000_000;
/** Wrapping a text of this size takes 20 ms, and 80 ms if it is Chinese. */
const maxTextBytes = 2 ** 19;
/** In UTF-16 units. Longer lines are split, because finding the hits in them would delay the response to keys. */
const maxLineLength = 4096;
/** Nearly every picture has its width and height in its first 16 kB. */
const headBytes = 16_384;
const timeoutMs: Duration = 120_000;
/** Maximum heap of the worker. Pixels are not stored in this heap; `maxPixels` limits their number. */
const maxHeapMiB = 256;

export type ViewerAction = Extract<
	ActionWithoutTime,
	{type: 'fileMetadataLoaded' | 'previewUpdated'}
>;

export type Viewer = ReturnType<typeof createViewer>;

export type ViewerOptions = {
	readonly access: OutputAccess;
	/** Asks the terminal for what it can draw. */
	readonly graphics: () => Promise<TerminalReport>;
	/** Returns a new link to the file of an output; null if there is none. */
	readonly renew: (one: RunOutput, signal: AbortSignal) => Promise<URL | null>;
	readonly dispatch: (action: ViewerAction) => void;
	readonly onBug: (error: unknown) => void;
	/** The time limit for loading metadata or the content of a preview, in milliseconds. */
	readonly timeout?: Duration;
};

/** Carries out the effects that show outputs. Reports nothing about a preview once the next one is requested. */
export function createViewer({
	access,
	graphics,
	renew,
	dispatch,
	onBug,
	timeout = timeoutMs,
}: ViewerOptions) {
	const getMedia = mediaClient(access);
	const closing = new AbortController();
	let preview = new AbortController();
	/** The files of the shown pictures and of the next picture, by address. */
	const files = new Map<string, FetchedFile>();

	/** Returns a failure if `work` fails because of a host or takes too long. Rejects for bugs, and when `stop` aborts. */
	async function orFailure<Value>(
		stop: AbortSignal,
		work: (signal: AbortSignal) => Promise<Value>,
	) {
		const deadline = AbortSignal.timeout(timeout);

		try {
			return await work(AbortSignal.any([stop, deadline]));
		} catch (error) {
			if (!stop.aborted && (error instanceof OutputError || deadline.aborted)) {
				const why = error instanceof OutputError ? error.why : ({kind: 'timeout'} as const);
				return {kind: 'failed', why} as const;
			}

			throw error;
		}
	}

	async function loadMetadata(address: URL): Promise<void> {
		const loaded = await orFailure(closing.signal, async signal => fetchMetadata(address, signal));
		const metadata = loaded.kind === 'failed' ? {...loaded, href: address.href} : loaded;
		dispatch({type: 'fileMetadataLoaded', id: addressId(address), metadata});
	}

	/** Requests the beginning of a file. By GET, because many addresses are signed for GET and refuse HEAD. */
	async function fetchMetadata(address: URL, signal: AbortSignal) {
		const range = {range: `bytes=0-${headBytes - 1}`};
		const {bytes, type, size} = await fetchStart(getMedia, address, headBytes, signal, range);
		const safe = type === '' ? null : cleanName(type.slice(0, 100));
		return {kind: 'loaded' as const, size, type: safe, pixels: pixelsOf(bytes)};
	}

	async function loadPreview(
		{requestId, outputs, next, box}: EffectOf<'loadPreview'>,
		stop: AbortSignal,
	): Promise<void> {
		// One after another: a worker takes a whole core.
		for (const one of outputs) {
			const content = await orFailure(stop, async signal => contentOf(one, box, signal));

			if (!stop.aborted) {
				dispatch({type: 'previewUpdated', requestId, id: outputId(one), content});
			}
		}

		if (next?.output.address) {
			// If this fails, the picture says so when it is shown.
			await imageFile(next.output.address, stop).catch(() => undefined);
		}
	}

	async function contentOf(
		one: RunOutput,
		box: EffectOf<'loadPreview'>['box'],
		signal: AbortSignal,
	): Promise<PreviewContent> {
		const {address, value} = one.output;

		if (address === null) {
			return textContent(Buffer.from(value.exact));
		}

		try {
			return await contentAt(address, one.output, box, signal);
		} catch (error) {
			const isGone = error instanceof OutputError && error.why.kind === 'gone';
			const link = isGone ? await renew(one, signal) : null;

			if (link === null) {
				throw error;
			}

			return contentAt(link, one.output, box, signal);
		}
	}

	async function contentAt(
		address: URL,
		output: Output,
		box: EffectOf<'loadPreview'>['box'],
		signal: AbortSignal,
	): Promise<PreviewContent> {
		switch (previewKind(output)) {
			case 'text': {
				const file = await fetchStart(getMedia, address, maxTextBytes, signal);
				return textContent(file.bytes, file.size ?? file.bytes.length, !file.isWhole);
			}

			case 'image': {
				const [{bytes}, {protocol, cell}] = await Promise.all([
					imageFile(address, signal),
					graphics(),
				]);
				return renderInWorker({bytes, protocol, cell, ...box}, signal);
			}

			case null: {
				const {type, size} = await fetchMetadata(address, signal);
				return {kind: 'unsupported', type, size};
			}
		}
	}

	async function imageFile(address: URL, signal: AbortSignal): Promise<FetchedFile> {
		const kept = files.get(address.href);
		const file = kept ?? (await fetchFile(getMedia, address, maxImageBytes, signal));
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
			const wanted = [...effect.outputs, effect.next];
			const hrefs = new Set(wanted.map(one => one?.output.address?.href));
			preview.abort();
			preview = new AbortController();
			[...files.keys()].filter(href => !hrefs.has(href)).forEach(href => files.delete(href));
			loadPreview(effect, preview.signal).catch(unlessAborted(preview.signal));
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

	function unlessAborted(signal: AbortSignal) {
		return (error: unknown): void => {
			if (!signal.aborted) {
				onBug(error);
			}
		};
	}
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

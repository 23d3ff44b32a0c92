import {withDeadline} from '../../../api/deadline.ts';
import {TimeoutError} from '../../../api/errors/timeout-error.ts';
import type {Clock} from '../../../core/time/clock.ts';
import {outputKinds, type OutputKind} from '../../../core/output/kinds.ts';
import type {Output} from '../../../core/output/output.ts';
import {isReadableName} from '../../../core/output/output-name.ts';
import type {PreviewContent} from '../../../core/output/output-view.ts';
import type {MediaLooker} from '../download/media-client.ts';
import {fetchFile, type FetchedFile} from './fetch-file.ts';
import type {PreviewLimits} from './limits.ts';
import {renderInWorker} from './image-worker-pool.ts';
import type {ImageJob} from './image-job.ts';
import {fetchFileMetadata} from './file-metadata.ts';
import {rangeReader} from './range-reader.ts';
import {decodeText, textDocument} from './text-document.ts';
import {ViewError} from './view-error.ts';
import {viewTrouble} from './view-problem.ts';

/** What an output is looked at with. */
export type ViewOptions = {
	readonly client: MediaLooker;
	readonly clock: Clock;
	readonly limits: PreviewLimits;
	readonly signal: AbortSignal;
	/** How the terminal takes pictures; asked for when there is one. */
	readonly canvas: () => Promise<Pick<ImageJob, 'protocol' | 'cell' | 'maxColors' | 'maxSize'>>;
	/** The most cells that a picture may cover. */
	readonly box: {readonly columns: number; readonly rows: number};
	/** Keeps the picture that is looked at, to be made anew for another size without being fetched again. */
	readonly kept: {
		get(address: URL): FetchedFile | null;
		set(address: URL, file: FetchedFile): void;
	};
	/** Hears how it stands. */
	readonly report: (content: PreviewContent) => void;
};

/** Between two reports of how much has been fetched, in bytes. */
const progressStep = 65_536;

/**
 * Looks at an output: fetches what is needed of it, and tells what is to be shown. Whatever is wrong with the file is told
 * too. Says nothing more once the signal is aborted; rejects for bugs only.
 */
export async function loadPreview(output: Output, options: ViewOptions): Promise<void> {
	const {clock, limits, signal, report} = options;

	try {
		const content = await withDeadline(
			async deadline => look(output, {...options, signal: deadline}),
			{clock, limit: limits.appearance, signal},
		);
		signal.throwIfAborted();
		report(content);
	} catch (error) {
		if (!signal.aborted) {
			report({
				kind: 'trouble',
				why: error instanceof TimeoutError ? {kind: 'too-slow'} : viewTrouble(error),
			});
		}
	}
}

async function look(output: Output, options: ViewOptions): Promise<PreviewContent> {
	const {address, value} = output;

	if (address === null) {
		return text(Buffer.from(value.exact, 'utf8'), 'text/plain', options.limits.textBytes);
	}

	const kind = await kindOf(output, address, options);

	switch (outputKinds[kind].preview) {
		case 'text': {
			return lookAtText(address, options);
		}

		case 'image': {
			return lookAtPicture(address, options);
		}

		case 'media': {
			return lookAtMedia(address, options);
		}

		case 'metadata': {
			const {type, size} = await fetchFileMetadata(address, options.client, options.signal);
			return {kind: 'nothing', type, size};
		}
	}
}

/** A file of no kind may still be a text, as JSON is, or what its type says where nothing else did. */
async function kindOf(
	{kind, isKindDeclared, name}: Output,
	address: URL,
	{client, signal}: ViewOptions,
): Promise<OutputKind> {
	if (kind !== 'file') {
		return kind;
	}

	if (isReadableName(name?.exact ?? '')) {
		return 'text';
	}

	return isKindDeclared
		? kind
		: ((await fetchFileMetadata(address, client, signal)).mediaKind ?? kind);
}

async function lookAtText(address: URL, options: ViewOptions): Promise<PreviewContent> {
	const most = options.limits.textBytes;
	const file = await fetchFile(address, options.client, {
		...fetching(options),
		most,
		cut: true,
	});
	return text(file.bytes, file.type, most, file.isCut);
}

async function text(
	bytes: Uint8Array,
	type: string,
	most: number,
	isCut = bytes.length > most,
): Promise<PreviewContent> {
	if (bytes.length === 0) {
		throw new ViewError({kind: 'empty'});
	}

	const exact = decodeText(bytes.subarray(0, most), type);
	return {kind: 'text', document: await textDocument(exact, {size: bytes.length, isCut})};
}

async function lookAtPicture(address: URL, options: ViewOptions): Promise<PreviewContent> {
	const {client, clock, limits, signal, canvas, box, kept, report} = options;
	const [file, terminal] = await Promise.all([
		kept.get(address) ??
			fetchFile(address, client, {...fetching(options), most: limits.pictureBytes, cut: false}),
		canvas(),
	]);
	kept.set(address, file);
	report({kind: 'decoding'});
	const {fields: facts, picture} = await renderInWorker(
		{bytes: file.bytes, ...terminal, ...box, maxPixels: limits.pixels},
		{clock, limit: limits.decode, signal},
	);
	return {kind: 'picture', fields: facts, picture};
}

async function lookAtMedia(address: URL, options: ViewOptions): Promise<PreviewContent> {
	const {client, limits, signal} = options;
	const {size} = await fetchFileMetadata(address, client, signal);

	if (size === 0) {
		throw new ViewError({kind: 'empty'});
	}

	const reader = await rangeReader(address, {client, size, most: limits.headBytes, signal});
	// It is large, and seldom wanted.
	const {readMedia} = await import('./read-media.ts');
	return {kind: 'media', fields: await readMedia(reader.size, reader.read)};
}

function fetching({signal, report}: ViewOptions) {
	let told = 0;
	return {
		signal,
		onProgress(bytes: number, total: number | null) {
			if (bytes - told >= progressStep) {
				told = bytes;
				report({kind: 'fetching', bytes, total});
			}
		},
	};
}

import type {Clock, Duration} from '../../../core/time/clock.ts';
import type {DownloadRequest, SavedFile} from '../../../core/output/download.ts';
import {outputKinds, type OutputKind} from '../../../core/output/kinds.ts';
import {interpretResponse, type InterpretedResponse} from './response.ts';
import {DownloadError} from './download-error.ts';
import type {DownloadLimits} from './limits.ts';
import {mediaError, type MediaResponse, type MediaClient} from './media-client.ts';
import type {PartialFile} from './partial-file.ts';
import type {PartContext} from './part-metadata.ts';
import type {BodyReader} from './body-reader.ts';
import {findSameLength} from './publish.ts';
import {safeName, type SafeName} from './safe-name.ts';
import {suggestName} from './suggested-name.ts';

/** A saved output. `isNew`: false if an identical file had been saved before. */
export type SaveResult = SavedFile & {readonly isNew: boolean};

export type DownloadListener = {
	readonly onBytes: (bytes: number, total: number | null) => void;
	/** Called if an attempt failed and is repeated after a pause. */
	readonly onPause: (why: DownloadError['why'], pause: Duration) => void;
};

export type SaveContext = PartContext & {
	readonly media: MediaClient;
	readonly clock: Clock;
	readonly limits: DownloadLimits;
};

type Attempt =
	| {readonly kind: 'whole'; readonly name: SafeName}
	| {readonly kind: 'saved-before'; readonly saved: SaveResult}
	/** The part cannot be resumed. */
	| {readonly kind: 'restart'};

/** Requests the missing bytes of a file and appends them to its part. Rejects like `saveAddress`. */
export async function attemptDownload(
	request: DownloadRequest,
	address: URL,
	part: PartialFile,
	tools: SaveContext,
	listener: DownloadListener,
	signal: AbortSignal,
): Promise<Attempt> {
	const {media, clock, files, folder, limits} = tools;
	const {validator} = part.version;
	const offset = part.resumeOffset;
	const response = await media.get(address, rangeHeaders(offset, validator), signal);
	let isComplete = false;

	try {
		const requested = {...part.version, offset};
		const interpreted = interpretResponse(
			response.status,
			response.headers,
			requested,
			clock.now(),
		);

		if (interpreted.kind === 'restart') {
			return interpreted;
		}

		rejectWebPage(request.kind, response.headers['content-type'] ?? '');
		const name = nameOf(request, response);
		const {total} = interpreted;
		const path =
			request.sameBy === 'length' && total !== null && total > 0
				? await findSameLength(folder, name, total, files)
				: null;

		if (path !== null && total !== null) {
			return {kind: 'saved-before', saved: {path, bytes: total, isNew: false}};
		}

		if ((total ?? 0) > limits.maxBytes) {
			throw new DownloadError({kind: 'over-limit', bytes: limits.maxBytes});
		}

		if (interpreted.from === 0) {
			await part.restart(interpreted);
		}

		await writeBody(response.body, part, interpreted, limits.maxBytes, listener, signal);
		isComplete = true;

		// The host closed the connection after too few bytes.
		if (total !== null && part.size !== total) {
			throw new DownloadError({kind: 'cut-off'}, {retriable: true});
		}

		if (part.size === 0) {
			throw new DownloadError({kind: 'empty'});
		}

		return {kind: 'whole', name};
	} finally {
		if (!isComplete) {
			response.body.drop();
		}
	}
}

/** Rejects a web page instead of a binary file. Some hosts send pages like "not found" with status 200. */
function rejectWebPage(kind: OutputKind, contentType: string): void {
	if (
		outputKinds[kind].isBinary &&
		/^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType)
	) {
		throw new DownloadError({kind: 'web-page'});
	}
}

async function writeBody(
	body: BodyReader,
	part: PartialFile,
	{from, total}: Extract<InterpretedResponse, {kind: 'body'}>,
	maxBytes: number,
	{onBytes}: DownloadListener,
	signal: AbortSignal,
): Promise<void> {
	let position = from;
	onBytes(position, total);

	for (;;) {
		const chunk = await nextChunk(body, signal);

		if (chunk === null) {
			return;
		}

		if (position + chunk.length > Math.min(maxBytes, total ?? Infinity)) {
			throw position + chunk.length > maxBytes
				? new DownloadError({kind: 'over-limit', bytes: maxBytes})
				: new DownloadError({kind: 'inconsistent'}, {retriable: true});
		}

		await part.write(chunk, position);
		position += chunk.length;
		onBytes(position, total);
	}
}

/** Returns the next chunk; null at the end. Rejects with `cut-off` after a network error. */
async function nextChunk(body: BodyReader, signal: AbortSignal): Promise<Uint8Array | null> {
	try {
		return await body.next();
	} catch (error) {
		const failure = mediaError(error, signal);
		throw failure instanceof DownloadError && failure.why.kind === 'network'
			? new DownloadError({kind: 'cut-off'}, {retriable: true, cause: error})
			: failure;
	}
}

function rangeHeaders(offset: number, validator: string | null): Readonly<Record<string, string>> {
	return offset > 0 && validator !== null ? {range: `bytes=${offset}-`, 'if-range': validator} : {};
}

function nameOf(request: DownloadRequest, {headers, address}: MediaResponse): SafeName {
	return safeName({
		...request,
		...suggestName({
			disposition: headers['content-disposition'] ?? null,
			contentType: headers['content-type'] ?? null,
			contentEncoding: headers['content-encoding'] ?? null,
			name: request.name,
			address,
		}),
	});
}

import type {Clock, Duration} from '../../../core/time/clock.ts';
import type {DownloadRequest, SavedFile} from '../../../core/output/download.ts';
import {outputKinds, type OutputKind} from '../../../core/output/kinds.ts';
import {judgeAnswer, type Answer} from './response.ts';
import {DownloadError} from './download-error.ts';
import type {DownloadLimits} from './limits.ts';
import {mediaError, type MediaAnswer, type MediaClient} from './media-client.ts';
import type {Part, PartTools} from './part.ts';
import type {Pieces} from './pieces.ts';
import {findSaved} from './publish.ts';
import {safeName, type SafeName} from './safe-name.ts';
import {suggestName} from './suggested-name.ts';

/** What was saved whole, and where; or that the same was there already. */
export type Saved = SavedFile & {readonly isNew: boolean};

/** Hears how a download stands. */
export type Listener = {
	/** So much of the file is there. */
	readonly onBytes: (bytes: number, total: number | null) => void;
	/** It broke off, and is tried again after a pause. */
	readonly onPause: (why: DownloadError['why'], pause: Duration) => void;
};

export type SaveTools = PartTools & {
	readonly media: MediaClient;
	readonly clock: Clock;
	readonly limits: DownloadLimits;
};

/** What one attempt came to. */
export type Attempt =
	| {readonly kind: 'whole'; readonly name: SafeName}
	| {readonly kind: 'saved-before'; readonly saved: Saved}
	/** What there was of it is of no use: it is begun again. */
	| {readonly kind: 'anew'};

/** Asks for what is missing of a file, and writes it to its part. Rejects as `saveAddress` does. */
export async function tryOnce(
	order: DownloadRequest,
	address: URL,
	part: Part,
	tools: SaveTools,
	listener: Listener,
	signal: AbortSignal,
): Promise<Attempt> {
	const {media, clock, files, folder, limits} = tools;
	const {validator} = part.version;
	const offset = part.resumeAt;
	const got = await media.get(address, rangeHeaders(offset, validator), signal);
	let isDrained = false;

	try {
		const requested = {...part.version, offset};
		const response = judgeAnswer(got.status, got.headers, requested, clock.now());

		if (response.kind === 'anew') {
			return response;
		}

		refuseWebPage(order.kind, got.headers['content-type'] ?? '');
		const name = nameOf(order, got);
		const {total} = response;
		const path =
			order.sameBy === 'length' && total !== null && total > 0
				? await findSaved(folder, name, total, files)
				: null;

		if (path !== null && total !== null) {
			return {kind: 'saved-before', saved: {path, bytes: total, isNew: false}};
		}

		if ((total ?? 0) > limits.bytes) {
			throw new DownloadError({kind: 'over-limit', bytes: limits.bytes});
		}

		if (response.from === 0) {
			await part.startAnew(response);
		}

		await take(got.body, part, response, limits.bytes, listener, signal);
		isDrained = true;

		// Fewer bytes than promised: as when the connection breaks, but that the host thinks it is all.
		if (total !== null && part.size !== total) {
			throw new DownloadError({kind: 'cut-off'}, {retriable: true});
		}

		if (part.size === 0) {
			throw new DownloadError({kind: 'empty'});
		}

		return {kind: 'whole', name};
	} finally {
		if (!isDrained) {
			got.body.drop();
		}
	}
}

/** Hosts send pages like "log in" and "not found" with status 200. */
function refuseWebPage(kind: OutputKind, contentType: string): void {
	if (
		outputKinds[kind].isBinary &&
		/^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType)
	) {
		throw new DownloadError({kind: 'web-page'});
	}
}

/** Writes a body to its place in the part. */
async function take(
	body: Pieces,
	part: Part,
	{from, total}: Extract<Answer, {kind: 'body'}>,
	maxBytes: number,
	{onBytes}: Listener,
	signal: AbortSignal,
): Promise<void> {
	let position = from;
	onBytes(position, total);

	for (;;) {
		const piece = await next(body, signal);

		if (piece === null) {
			return;
		}

		if (position + piece.length > Math.min(maxBytes, total ?? Infinity)) {
			throw position + piece.length > maxBytes
				? new DownloadError({kind: 'over-limit', bytes: maxBytes})
				: new DownloadError({kind: 'inconsistent'}, {retriable: true});
		}

		await part.write(piece, position);
		position += piece.length;
		onBytes(position, total);
	}
}

/** The next piece of a body; null at its end. However the network breaks it off, it is cut off. */
async function next(body: Pieces, signal: AbortSignal): Promise<Uint8Array | null> {
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

function nameOf(order: DownloadRequest, {headers, address}: MediaAnswer): SafeName {
	return safeName({
		...order,
		...suggestName({
			disposition: headers['content-disposition'] ?? null,
			contentType: headers['content-type'] ?? null,
			contentEncoding: headers['content-encoding'] ?? null,
			name: order.name,
			address,
		}),
	});
}

import type {Redact} from '../../../api/redact.ts';
import type {DownloadFailure, DownloadRequest, SavedFile} from '../../../core/output/download.ts';
import type {Duration} from '../../../core/time/clock.ts';
import {waitFor} from '../../../core/time/wait-for.ts';
import {DownloadError} from './download-error.ts';
import {rejectOtherKind, rejectWebPage} from './file-kind.ts';
import {targetOf} from './file-naming.ts';
import {makeFolders} from './files.ts';
import type {DownloadLimits} from './limits.ts';
import type {MediaClient} from './media-client.ts';
import {PartialFile, type PartContext} from './partial-file.ts';
import {findSameLength, publish} from './publish.ts';
import {interpretResponse, mediaTypeOf} from './response.ts';
import {suggestName} from './suggested-name.ts';

/** A saved output. `isNew` is false if an identical file had been saved before. */
export type SaveResult = SavedFile & {readonly isNew: boolean};

export type DownloadListener = {
	readonly onBytes: (bytes: number, total: number | null) => void;
	/** Called before the pause between a failed attempt and the next one. `pause` is in milliseconds. */
	readonly onPause: (why: DownloadFailure, pause: Duration) => void;
};

export type SaveContext = PartContext & {
	/** The template for names of files; null for the usual names. */
	readonly template: string | null;
	readonly media: MediaClient;
	/** Takes the API key out of the name that a host suggests. */
	readonly redact: Redact;
	readonly limits: DownloadLimits;
};

/** Failures after which a later download must not resume the partial file. */
const useless: ReadonlySet<DownloadFailure['kind']> = new Set([
	'over-limit',
	'web-page',
	'other-kind',
	'slow',
]);

/** The bytes that arrived since a time, over several attempts. Attempts without new bytes and their pauses do not count. */
type Pace = {since: Duration; bytes: number};

/**
 * Saves an output into the folder of `context`; a file with retries. Rejects with a `DownloadError`, a file system error
 * or the signal's reason. After a rejection, the partial file is kept if a later download can resume it.
 */
export async function saveOutput(
	request: DownloadRequest,
	context: SaveContext,
	listener: DownloadListener,
	signal: AbortSignal,
): Promise<SaveResult> {
	const {source} = request;
	return source.kind === 'text'
		? saveText(request, source.text, context)
		: saveAddress(request, source.address, context, listener, signal);
}

async function saveAddress(
	request: DownloadRequest,
	address: URL,
	context: SaveContext,
	listener: DownloadListener,
	signal: AbortSignal,
): Promise<SaveResult> {
	const {clock, limits} = context;
	const part = await PartialFile.claim(request, context);
	const pace = {since: clock.monotonic(), bytes: 0};
	let most = part.size;
	let failuresInARow = 0;

	try {
		for (let attempts = 1; ; attempts++) {
			const begun = clock.monotonic();

			try {
				const saved = await attempt(request, address, part, context, pace, listener, signal);
				await part.remove().catch(ignoreError);
				return saved;
			} catch (error) {
				failuresInARow = part.size > most ? 0 : failuresInARow + 1;
				most = Math.max(most, part.size);

				if (
					!(error instanceof DownloadError && error.retriable) ||
					failuresInARow >= limits.maxFruitless ||
					attempts >= limits.maxAttempts
				) {
					throw error;
				}

				const pause = error.retryAfter ?? pauseAfter(failuresInARow, context);

				if (pause > 0) {
					listener.onPause(error.why, pause);
					await waitFor(pause, clock, signal);
				}

				if (failuresInARow > 0) {
					pace.since += clock.monotonic() - begun;
				}
			}
		}
	} catch (error) {
		const isUseless = error instanceof DownloadError && useless.has(error.why.kind);
		await (isUseless ? part.remove() : part.release()).catch(ignoreError);
		throw error;
	}
}

/** Tries once to download a file. Rejects like `saveOutput`. */
async function attempt(
	request: DownloadRequest,
	address: URL,
	part: PartialFile,
	context: SaveContext,
	pace: Pace,
	listener: DownloadListener,
	signal: AbortSignal,
): Promise<SaveResult> {
	const {media, clock, files, limits, template} = context;
	const {validator} = part.version;
	const offset = part.resumeOffset;
	const range: Readonly<Record<string, string>> =
		offset > 0 && validator !== null ? {range: `bytes=${offset}-`, 'if-range': validator} : {};
	const response = await media.get(address, range, signal);

	try {
		const version = interpretResponse(response, {...part.version, offset}, clock.now());

		if (version === null) {
			await part.restart({validator: null, total: null});
			throw new DownloadError({kind: 'inconsistent'}, {retriable: true, retryAfter: 0});
		}

		const {total} = version;
		rejectWebPage(request.kind, mediaTypeOf(response.headers));
		const suggestion = suggestName(request.name, response, context.redact);
		const {folders, name, isUnique} = targetOf(template, request, suggestion);
		const folder = await makeFolders(context.folder, folders, files);

		if (request.sameBy === 'length' && isUnique && total !== null && total > 0) {
			const path = await findSameLength(folder, name, total, files);

			if (path !== null) {
				return {path, bytes: total, isNew: false};
			}
		}

		rejectOverLimit(total ?? 0, limits);

		if (version.from === 0) {
			await part.restart(version);
		}

		let position = version.from;
		listener.onBytes(position, total);

		for await (const chunk of response.chunks) {
			const end = position + chunk.length;
			rejectOverLimit(end, limits);
			rejectSlowHost(pace, chunk.length, context);

			if (total !== null && end > total) {
				throw new DownloadError({kind: 'inconsistent'}, {retriable: true});
			}

			await part.write(chunk, position);
			position = end;
			listener.onBytes(position, total);
		}

		// The host closed the connection after too few bytes.
		if (total !== null && part.size !== total) {
			throw new DownloadError({kind: 'cut-off'}, {retriable: true});
		}

		if (part.size === 0) {
			throw new DownloadError({kind: 'empty'});
		}

		await part.finish();
		await rejectOtherKind(request.kind, part.path, files);
		return {...(await publish(part.path, folder, name, files)), bytes: part.size};
	} finally {
		response.drop();
	}
}

function rejectOverLimit(bytes: number, {maxBytes}: DownloadLimits): void {
	if (bytes > maxBytes) {
		throw new DownloadError({kind: 'over-limit', bytes: maxBytes});
	}
}

function rejectSlowHost(pace: Pace, bytes: number, {clock, limits}: SaveContext): void {
	const now = clock.monotonic();
	pace.bytes += bytes;

	if (now - pace.since >= limits.paceMs) {
		if (pace.bytes < limits.minPaceBytes) {
			throw new DownloadError({kind: 'slow'});
		}

		pace.since = now;
		pace.bytes = 0;
	}
}

/** Exponential backoff in ms, with jitter, so that parallel downloads do not retry at the same time. */
function pauseAfter(failuresInARow: number, {limits, random}: SaveContext): Duration {
	const pause = limits.minPauseMs * 2 ** Math.max(0, failuresInARow - 1);
	return Math.min(limits.maxPauseMs, pause) * (0.75 + 0.5 * random());
}

/** Ignores an error of closing or removing a partial file, because a leftover partial file does no harm. */
function ignoreError(): void {}

/** Saves a text output to a file, and adds a line end if the text has none at its end. */
async function saveText(
	request: DownloadRequest,
	text: string,
	context: SaveContext,
): Promise<SaveResult> {
	const {files, template} = context;
	// The key of a text may be that of another kind.
	const target = targetOf(template, {...request, kind: 'text'}, {suggested: null});
	const folder = await makeFolders(context.folder, target.folders, files);
	const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
	const part = await PartialFile.claim(request, context);

	try {
		await part.restart({validator: null, total: bytes.length});
		await part.write(bytes, 0);
		await part.finish();
		return {...(await publish(part.path, folder, target.name, files)), bytes: bytes.length};
	} finally {
		await part.remove();
	}
}

import {randomBytes} from 'node:crypto';
import {open, rm, type FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import type {Redact} from '../../../api/redact.ts';
import {parseHttpDate, parseRetryAfter} from '../../../api/retry-after.ts';
import type {DownloadPhase, DownloadRequest} from '../../../core/output/download.ts';
import type {Clock, Duration} from '../../../core/time/clock.ts';
import {waitFor} from '../../../core/time/wait-for.ts';
import {DownloadError, statusError} from './errors.ts';
import {rejectOtherKind, rejectWebPage} from './file-kind.ts';
import {suggestName, targetOf} from './file-naming.ts';
import {findSameLength, makeFolders, publish, type SavedPath} from './files.ts';
import {wholeNumber, type MediaClient, type MediaResponse} from './media-client.ts';

/** Maximum number of attempts in a row that bring no new byte. */
const maxFruitless = 3;
/** A download fails if fewer bytes than this arrive in `paceMs`, over all attempts: 1 kB/s over a minute. */
const minPaceBytes = 60_000;
const paceMs: Duration = 60_000;

export type SaveResult = SavedPath & {readonly bytes: number};

export type SaveContext = {
	/** An absolute path. The folder exists. */
	readonly folder: string;
	/** The template for names of files; null for the usual names. */
	readonly template: string | null;
	readonly media: MediaClient;
	/** Takes the API key out of the name that a host suggests. */
	readonly redact: Redact;
	/** Real time: it measures rates and pauses. */
	readonly clock: Clock;
	/** Files with more bytes are not saved. */
	readonly maxBytes: number;
	/** The pause after the first attempt without new bytes. It doubles after the second. */
	readonly retryMs: Duration;
	/** Polls the run once, and returns a new link to the file; null if there is none. Rejects like `saveOutput`. */
	readonly renew: (request: DownloadRequest, signal: AbortSignal) => Promise<URL | null>;
};

export type SavePhase =
	| Omit<Extract<DownloadPhase, {kind: 'running'}>, 'rate'>
	/** `pause`: until the next attempt. */
	| (Omit<Extract<DownloadPhase, {kind: 'waiting'}>, 'until'> & {readonly pause: Duration})
	| Extract<DownloadPhase, {kind: 'renewing'}>;

/** A partly downloaded file. */
type Part = {
	readonly path: string;
	readonly handle: FileHandle;
	size: number;
	/** The strong ETag of the version that is being downloaded; null if the download cannot be resumed. */
	tag: string | null;
	/** The size of the whole file; null if unknown. */
	total: number | null;
	/** The time since which `paceBytes` have arrived, without the pauses between attempts. */
	paceSince: Duration;
	paceBytes: number;
};

/** What is needed to save one output. */
type Saving = SaveContext & {
	readonly request: DownloadRequest;
	readonly part: Part;
	readonly report: (phase: SavePhase) => void;
	readonly signal: AbortSignal;
};

/**
 * Saves an output into the folder of `context`. Until it is complete it is in a `.part` file with a random name, which is
 * removed in any case. Rejects with a `DownloadError`, a file system error or the signal's reason.
 */
export async function saveOutput(
	request: DownloadRequest,
	context: SaveContext,
	report: (phase: SavePhase) => void,
	signal: AbortSignal,
): Promise<SaveResult> {
	const {name} = targetOf(null, request, {suggested: null});
	const path = join(context.folder, `${name.stem}-${randomBytes(4).toString('hex')}.part`);
	const handle = await open(path, 'wx+', 0o666);
	const paceSince = context.clock.monotonic();
	const part: Part = {path, handle, size: 0, tag: null, total: null, paceSince, paceBytes: 0};

	const saving = {...context, request, part, report, signal};

	try {
		const {address} = request.output;
		return await (address === null ? saveText(saving) : saveFile(saving, address));
	} finally {
		// A part that stays does no harm, and the first error is the one to report.
		await handle.close().catch(() => undefined);
		await rm(path, {force: true}).catch(() => undefined);
	}
}

/** Ends the text with a line break. */
async function saveText({request, part, folder, template}: Saving): Promise<SaveResult> {
	const target = targetOf(template, request, {suggested: null});
	const text = request.output.value.exact;
	await part.handle.writeFile(text.endsWith('\n') ? text : `${text}\n`);
	await part.handle.sync();
	const {size: bytes} = await part.handle.stat();
	const inFolder = await makeFolders(folder, target.folders);
	return {...(await publish(part.path, inFolder, target.name)), bytes};
}

/** If the link has ended, or its host does not send the file, tries once more with a new link. */
async function saveFile(saving: Saving, address: URL): Promise<SaveResult> {
	try {
		return await saveWithRetries(saving, address);
	} catch (error) {
		if (!(error instanceof DownloadError && (error.retriable || error.why.kind === 'gone'))) {
			throw error;
		}

		const {request, report, renew, signal} = saving;
		report({kind: 'renewing'});
		const renewed = await renew(request, signal);

		if (renewed === null) {
			throw error;
		}

		return saveWithRetries(saving, renewed);
	}
}

async function saveWithRetries(saving: Saving, address: URL): Promise<SaveResult> {
	const {part, clock, retryMs, report, signal} = saving;
	let most = part.size;

	for (let fruitless = 0; ;) {
		try {
			return await attempt(saving, address);
		} catch (error) {
			fruitless = part.size > most ? 0 : fruitless + 1;
			most = Math.max(most, part.size);

			if (!(error instanceof DownloadError && error.retriable) || fruitless >= maxFruitless) {
				throw error;
			}

			const pause = error.retryAfter ?? retryMs * Math.max(1, fruitless);
			report({kind: 'waiting', bytes: part.size, total: part.total, why: error.why, pause});
			await waitFor(pause, clock, signal);
			part.paceSince += pause;
		}
	}
}

/** Requests the file, or the rest of it, once. */
async function attempt(saving: Saving, address: URL): Promise<SaveResult> {
	const {request, part, media, clock, template, maxBytes, report, signal} = saving;
	const {kind, name: apiName} = request.output;
	const range: Readonly<Record<string, string>> =
		part.size > 0 && part.tag !== null ? {range: `bytes=${part.size}-`, 'if-range': part.tag} : {};
	const response = await media.get(address, range, signal);

	try {
		await beginBody(part, response, clock);
		rejectWebPage(kind, response);
		rejectAbove(maxBytes, part.total ?? 0);
		const suggestion = suggestName(apiName?.exact ?? null, response, saving.redact);
		const {folders, name, isUnique} = targetOf(template, request, suggestion);
		const folder = await makeFolders(saving.folder, folders);
		const {total} = part;

		if (request.trustsLength && isUnique && total !== null && total > 0) {
			const path = await findSameLength(folder, name, total);

			if (path !== null) {
				return {path, bytes: total, isNew: false};
			}
		}

		report({kind: 'running', bytes: part.size, total});

		for await (const chunk of response.chunks) {
			rejectAbove(maxBytes, part.size + chunk.length);
			rejectSlowHost(part, chunk.length, clock.monotonic());

			if (total !== null && part.size + chunk.length > total) {
				part.tag = null;
				throw new DownloadError({kind: 'inconsistent'}, {retriable: true});
			}

			await append(part, chunk);
			report({kind: 'running', bytes: part.size, total});
		}

		if (total !== null && part.size !== total) {
			throw new DownloadError({kind: 'cut-off'}, {retriable: true});
		}

		if (part.size === 0) {
			throw new DownloadError({kind: 'empty'});
		}

		await rejectOtherKind(kind, part.handle);
		// Some file systems report a full disk only here.
		await part.handle.sync();
		return {...(await publish(part.path, folder, name)), bytes: part.size};
	} finally {
		response.drop();
	}
}

/**
 * Prepares the part for the body of a response, which is the whole file (200) or the rest of it (206). Throws a
 * `DownloadError` if it is neither: one that starts the file anew if the range or the version is not the requested one.
 */
async function beginBody(
	part: Part,
	{status, headers}: MediaResponse,
	clock: Clock,
): Promise<void> {
	const isResumed = part.size > 0 && part.tag !== null;

	if (isResumed && status === 206) {
		const [, first, all] =
			/^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(headers['content-range']?.trim() ?? '') ?? [];
		const total = all === '*' ? part.total : Number(all);
		const isSame = (headers['etag'] ?? part.tag) === part.tag && (part.total ?? total) === total;

		if (isSame && Number(first) === part.size) {
			part.total = total;
			return;
		}
	} else if (status === 200) {
		await part.handle.truncate(0);
		const {etag = ''} = headers;
		part.size = 0;
		part.total = wholeNumber(headers['content-length']);
		// Different files may share a weak ETag.
		part.tag = /^"[^"]*"$/.test(etag) ? etag : null;
		return;
	} else if (!(isResumed && status === 416)) {
		const now = parseHttpDate(headers['date'] ?? '') ?? clock.now();
		throw statusError(status, parseRetryAfter(headers['retry-after'], now));
	}

	part.tag = null;
	throw new DownloadError({kind: 'inconsistent'}, {retriable: true, retryAfter: 0});
}

async function append(part: Part, chunk: Uint8Array): Promise<void> {
	for (let done = 0; done < chunk.length;) {
		const {bytesWritten} = await part.handle.write(
			chunk,
			done,
			chunk.length - done,
			part.size + done,
		);
		done += bytesWritten;
	}

	part.size += chunk.length;
}

function rejectAbove(maxBytes: number, bytes: number): void {
	if (bytes > maxBytes) {
		throw new DownloadError({kind: 'over-limit', bytes: maxBytes});
	}
}

function rejectSlowHost(part: Part, bytes: number, now: Duration): void {
	part.paceBytes += bytes;

	if (now - part.paceSince >= paceMs) {
		if (part.paceBytes < minPaceBytes) {
			throw new DownloadError({kind: 'slow'});
		}

		part.paceSince = now;
		part.paceBytes = 0;
	}
}

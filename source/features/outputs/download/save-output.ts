import {randomBytes} from 'node:crypto';
import {open, rm, type FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import {parseHttpDate, parseRetryAfter} from '../../../api/get.ts';
import type {Redact} from '../../../api/redact.ts';
import type {DownloadPhase, DownloadRequest} from '../../../core/output/download.ts';
import {mediaTypeOf, outputKinds, type OutputKind} from '../../../core/output/kinds.ts';
import {isFile} from '../../../core/output/output.ts';
import {waitFor, type Clock, type Duration} from '../../../core/time/clock.ts';
import {OutputError, statusError} from './errors.ts';
import {safeSegment, suggestedName, targetOf} from './file-naming.ts';
import {makeFolders, publish, type SavedPath} from './files.ts';
import {measureRate} from './least-rate.ts';
import {wholeNumber, type GetMedia, type MediaResponse} from './media-client.ts';

/** Maximum number of attempts in a row that bring no new byte. */
const maxFruitless = 3;
/** The pause after the first attempt without new bytes. It doubles after the second. */
const retryMs: Duration = 1000;
/** The maximum size of a saved file, in bytes. */
const maxBytes = 64 * 2 ** 30;
/** A file shows its kind in this many bytes at its start. */
const inspectedBytes = 4096;

export type SaveContext = {
	/** An absolute path. The folder exists. */
	readonly folder: string;
	/** The template for names of files; null for the usual names. */
	readonly template: string | null;
	readonly getMedia: GetMedia;
	/** Takes the API key out of the name that a host suggests. */
	readonly redact: Redact;
	/** Real time: it measures rates and pauses. */
	readonly clock: Clock;
	/** Returns a new link to the file; null if there is none. */
	readonly renew: () => Promise<URL | null>;
	readonly onProgress: (progress: SaveProgress) => void;
	readonly signal: AbortSignal;
};

export type SaveProgress = Omit<Extract<DownloadPhase, {kind: 'running'}>, 'kind' | 'since'>;

/** A partly downloaded file. `handle` appends to it. */
type Part = {readonly handle: FileHandle; size: number};

/**
 * Saves an output into the folder of `context`. Until it is complete it is in a `.part` file with a random name, which is
 * removed in any case. Rejects with an `OutputError`, a file system error or the signal's reason.
 */
export async function saveOutput(
	request: DownloadRequest,
	context: SaveContext,
): Promise<SavedPath & {readonly bytes: number}> {
	const {output, run} = request;
	const stem = safeSegment(`${run.id}-${output.key.exact}`, 128);
	const path = join(context.folder, `${stem}-${randomBytes(4).toString('hex')}.part`);
	const handle = await open(path, 'ax+');
	const part: Part = {handle, size: 0};

	try {
		let name: string | null = null;
		let type = '';

		if (isFile(output)) {
			const address = output.address ?? (await context.renew());

			if (address === null) {
				throw new OutputError({kind: 'no-link'});
			}

			const response = await fetchInto(part, address, context);
			name = suggestedName(response, output.name?.exact ?? null, context.redact);
			const {buffer, bytesRead} = await handle.read(Buffer.alloc(inspectedBytes), 0, undefined, 0);
			const start = buffer.subarray(0, bytesRead);
			type = mediaTypeOf(response.header('content-type'), start);
			rejectOtherKind(output.kind, type, start);
		} else {
			await append(part, Buffer.from(output.value.exact.replace(/\n?$/, '\n')));
		}

		// Some file systems report a full disk only here.
		await handle.sync();
		const target = targetOf(context.template, request, name, type);
		const folder = await makeFolders(context.folder, target.folders);
		return {...(await publish(path, folder, target.name)), bytes: part.size};
	} finally {
		// A part that stays does no harm, and the first error is the one to report.
		await handle.close().catch(() => undefined);
		await rm(path, {force: true}).catch(() => undefined);
	}
}

/** Downloads the whole file in several attempts. Gets a new link once, if the link has expired or brings no more bytes. */
async function fetchInto(
	part: Part,
	address: URL,
	{getMedia, clock, renew, onProgress, signal}: SaveContext,
): Promise<MediaResponse> {
	let link = address;
	let isRenewed = false;
	let largestSize = 0;
	let fruitless = 0;
	/** The strong ETag of the version that is being downloaded; null if the download cannot be resumed. */
	let tag: string | null = null;
	/** The size of the whole file; null if unknown. */
	let total: number | null = null;
	/** Over all attempts, without the pauses between them. */
	const rate = measureRate(clock);

	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			const isGone = error instanceof OutputError && error.why.kind === 'gone';

			if (!(error instanceof OutputError) || !(error.isRetriable || isGone)) {
				throw error;
			}

			fruitless = part.size > largestSize ? 0 : fruitless + 1;
			largestSize = Math.max(largestSize, part.size);
			onProgress({bytes: part.size, total, why: error.why});

			if (isGone || fruitless === maxFruitless) {
				const renewed = isRenewed ? null : await renew();

				if (renewed === null) {
					throw error;
				}

				link = renewed;
				isRenewed = true;
				fruitless = 0;
			} else {
				const pause = error.retryAfter ?? retryMs * Math.max(1, fruitless);
				await waitFor(pause, clock, signal);
				rate.skip(pause);
			}
		}
	}

	/** Requests the file, or the rest of it, once. Throws an `OutputError` if the part is not the whole file then. */
	async function attempt(): Promise<MediaResponse> {
		const isRest = part.size > 0 && tag !== null;
		const range = isRest ? {range: `bytes=${part.size}-`, 'if-range': tag ?? ''} : {};
		const response = await getMedia(link, range, signal);

		try {
			await begin(response);
			onProgress({bytes: part.size, total, why: null});

			for await (const chunk of response.chunks) {
				rate.count(chunk.length);
				await append(part, chunk);
				rejectAbove(part.size);
				onProgress({bytes: part.size, total, why: null});
			}
		} finally {
			response.drop();
		}

		if (total !== null && part.size !== total) {
			throw restart();
		}

		if (part.size === 0) {
			throw new OutputError({kind: 'empty'});
		}

		return response;
	}

	/** Prepares for the body of a response, which is the whole file (200) or the rest of it (206). Throws for any other. */
	async function begin({status, header}: MediaResponse): Promise<void> {
		if (status === 200) {
			await part.handle.truncate(0);
			part.size = 0;
			total = wholeNumber(header('content-length'));
			// Different files may share a weak ETag.
			tag = /^"[^"]*"$/.exec(header('etag'))?.[0] ?? null;
		} else if (status === 206 || status === 416) {
			const [, first, all] = /^bytes (\d+)-\d+\/(\d+)$/i.exec(header('content-range')) ?? [];
			const isSame = ['', tag].includes(header('etag')) && (total ?? Number(all)) === Number(all);

			if (!isSame || Number(first) !== part.size) {
				throw restart();
			}

			total = Number(all);
		} else {
			const now = parseHttpDate(header('date')) ?? clock.now();
			throw statusError(status, parseRetryAfter(header('retry-after'), now));
		}

		rejectAbove(total ?? 0);
	}

	/** Makes the next attempt request the whole file. */
	function restart(): OutputError {
		tag = null;
		return new OutputError({kind: 'incomplete'}, {isRetriable: true});
	}

	function rejectAbove(bytes: number): void {
		if (bytes > maxBytes) {
			throw new OutputError({kind: 'too-large', maxBytes});
		}
	}
}

async function append(part: Part, bytes: Uint8Array): Promise<void> {
	await part.handle.appendFile(bytes);
	part.size += bytes.length;
}

/** Everything that may precede the first element of a web page or of an SVG image. */
const prolog = /^(?:\s|\uFEFF|<\?[^]*?\?>|<!--[^]*?-->)*/;
/** Beginnings of documents, archives and programs, with which no image, video or sound begins. */
const otherBeginnings = /^(?:[{[]|%PDF-|PK\p{Cc}|Rar!|7z|MZ|\p{Cc}ELF|#!)/u;

/** Throws for a web page, document or program in place of media. Some hosts say "not found" with status 200. */
function rejectOtherKind(kind: OutputKind, type: string, bytes: Buffer): void {
	const start = bytes.toString('latin1').replace(/^\xEF\xBB\xBF/, '');
	const isMarkup = /^<(?!svg[\s:>]|!doctype\s+svg)/i.test(start.replace(prolog, ''));

	if (
		outputKinds[kind].isBinary &&
		(type === 'text/html' || isMarkup || otherBeginnings.test(start))
	) {
		throw new OutputError({kind: 'other-kind'});
	}
}

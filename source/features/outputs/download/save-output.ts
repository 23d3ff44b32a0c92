import type {PartContext} from './part-metadata.ts';
import {safeName} from './safe-name.ts';
import {
	type SaveResult,
	attemptDownload,
	type DownloadListener,
	type SaveContext,
} from './attempt.ts';
import type {Clock, Duration} from '../../../core/time/clock.ts';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {DownloadError} from './download-error.ts';
import {fileFailure} from './files.ts';
import {PartialFile} from './partial-file.ts';
import {publish} from './publish.ts';

/**
 * Downloads a file into the folder, with retries. Rejects with a `DownloadError`, a file system error or the signal's
 * reason. The part is then kept, so that a later download can resume it.
 */
export async function saveAddress(
	request: DownloadRequest,
	address: URL,
	tools: SaveContext,
	listener: DownloadListener,
	signal: AbortSignal,
): Promise<SaveResult> {
	const {folder, files, limits} = tools;
	const part = await PartialFile.claim(request, tools);

	try {
		let most = part.size;
		let failuresInARow = 0;

		for (let attempts = 1; ; attempts++) {
			try {
				const attempt = await attemptDownload(request, address, part, tools, listener, signal);

				switch (attempt.kind) {
					case 'whole': {
						const bytes = part.size;
						await part.finish();
						const published = await publish(part.path, folder, attempt.name, files);
						await removePart(part);
						return {...published, bytes};
					}

					case 'saved-before': {
						await removePart(part);
						return attempt.saved;
					}

					case 'restart': {
						await part.restart({validator: null, total: null});
						throw new DownloadError({kind: 'inconsistent'}, {retriable: true, retryAfter: 0});
					}
				}
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

				const pause = error.retryAfter ?? pauseAfter(failuresInARow, tools);

				if (pause > 0) {
					listener.onPause(error.why, pause);
					await waitFor(pause, tools.clock, signal);
				}
			}
		}
	} catch (error) {
		await (isOverLimit(error) ? part.remove() : part.release()).catch(() => {
			// Ignore this error, because the first error is reported. For example, a full disk has no space for the metadata.
		});
		throw error;
	}
}

/**
 * Returns the pause before the next attempt: exponential backoff with jitter, so that parallel downloads do not retry
 * at the same time.
 */
function pauseAfter(failuresInARow: number, {limits, random}: SaveContext): Duration {
	const pause = limits.minPauseMs * 2 ** Math.max(0, failuresInARow - 1);
	return Math.min(limits.maxPauseMs, pause) * (0.75 + 0.5 * random());
}

async function waitFor(pause: Duration, clock: Clock, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	const {promise, resolve, reject} = Promise.withResolvers<undefined>();
	const cancel = clock.after(pause, () => {
		resolve(undefined);
	});
	const abort = (): void => {
		cancel();
		// oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the signal's own reason
		reject(signal.reason);
	};
	signal.addEventListener('abort', abort, {once: true});

	try {
		await promise;
	} finally {
		signal.removeEventListener('abort', abort);
	}
}

/** Removes the partial file of an output that has been saved. Ignores file errors: a leftover partial file does no harm. */
async function removePart(part: PartialFile): Promise<void> {
	await part.remove().catch((error: unknown) => {
		if (fileFailure(error) === null) {
			throw error;
		}
	});
}

function isOverLimit(error: unknown): boolean {
	return error instanceof DownloadError && error.why.kind === 'over-limit';
}

/** Saves a text output to a file, and adds a line end if the text has none at its end. */
export async function saveText(
	request: DownloadRequest,
	text: string,
	tools: PartContext,
): Promise<SaveResult> {
	const {folder, files} = tools;
	const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
	const name = safeName({...request, suggested: null, extension: '.txt'});

	const part = await PartialFile.claim(request, tools);

	try {
		await part.restart({validator: null, total: bytes.length});
		await part.write(bytes, 0);
		await part.finish();
		return {...(await publish(part.path, folder, name, files)), bytes: bytes.length};
	} finally {
		await part.remove();
	}
}

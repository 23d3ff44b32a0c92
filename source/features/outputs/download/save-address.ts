import type {Clock, Duration} from '../../../core/time/clock.ts';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {tryOnce, type Listener, type Saved, type SaveTools} from './attempt.ts';
import {DownloadError} from './download-error.ts';
import {fileFailure} from './files.ts';
import {Part} from './part.ts';
import {publish} from './publish.ts';

/**
 * Fetches a file into the folder, in as many attempts as it is worth. Rejects with a `DownloadError`, as the file system
 * does, or with the reason of the signal; what there is of the file stays then, to be gone on with.
 */
export async function saveAddress(
	order: DownloadRequest,
	address: URL,
	tools: SaveTools,
	listener: Listener,
	signal: AbortSignal,
): Promise<Saved> {
	const {folder, files, limits} = tools;
	const part = await Part.take(order, tools);

	try {
		let most = part.size;
		let fruitless = 0;

		for (let attempts = 1; ; attempts++) {
			try {
				const attempt = await tryOnce(order, address, part, tools, listener, signal);

				switch (attempt.kind) {
					case 'whole': {
						const bytes = part.size;
						await part.finish();
						const published = await publish(part.path, folder, attempt.name, files);
						await tidyUp(part);
						return {...published, bytes};
					}

					case 'saved-before': {
						await tidyUp(part);
						return attempt.saved;
					}

					case 'anew': {
						await part.startAnew({validator: null, total: null});
						throw new DownloadError({kind: 'inconsistent'}, {retriable: true, retryAfter: 0});
					}
				}
			} catch (error) {
				fruitless = part.size > most ? 0 : fruitless + 1;
				most = Math.max(most, part.size);

				if (
					!(error instanceof DownloadError && error.retriable) ||
					fruitless >= limits.fruitless ||
					attempts >= limits.attempts
				) {
					throw error;
				}

				const pause = error.retryAfter ?? pauseAfter(fruitless, tools);

				if (pause > 0) {
					listener.onPause(error.why, pause);
					await wait(pause, tools.clock, signal);
				}
			}
		}
	} catch (error) {
		await (isOverLimit(error) ? part.remove() : part.leave()).catch(() => {
			// The first of both is what is told; a disk that is full has no room for a note either.
		});
		throw error;
	}
}

/** Doubled each time, and spread, so that many downloads do not come back in the same moment. */
function pauseAfter(fruitless: number, {limits, random}: SaveTools): Duration {
	const pause = limits.firstPause * 2 ** Math.max(0, fruitless - 1);
	return Math.min(limits.longestPause, pause) * (0.75 + 0.5 * random());
}

async function wait(pause: Duration, clock: Clock, signal: AbortSignal): Promise<void> {
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

/** The file is there; that something beside it cannot be taken away changes nothing. */
async function tidyUp(part: Part): Promise<void> {
	await part.remove().catch((error: unknown) => {
		if (fileFailure(error) === null) {
			throw error;
		}
	});
}

function isOverLimit(error: unknown): boolean {
	return error instanceof DownloadError && error.why.kind === 'over-limit';
}

import {open, rm} from 'node:fs/promises';
import {setImmediate} from 'node:timers/promises';
import {errorCode} from '../../core/error-code.ts';
import type {DownloadFailure} from '../../core/output/download.ts';
import {downloadFailureOf} from '../../features/outputs/download/errors.ts';
import type {SafeName} from '../../features/outputs/download/file-naming.ts';
import {firstNumbered} from '../../features/outputs/download/files.ts';
import {lineChunks} from '../../terminal/line-chunks.ts';

type SaveOutcome =
	| {readonly kind: 'saved'; readonly path: string}
	| {readonly kind: 'nothing'}
	| {readonly kind: 'failed'; readonly why: DownloadFailure};

/**
 * Writes lines to a new file with mode 0600 in chunks, and yields to the event loop between two chunks. If the name is
 * taken, tries `name-2` and so on. Creates no file if there are no lines. Removes the file if writing fails. Rejects
 * only if the iterator throws.
 */
export async function saveLines(
	portions: Iterable<readonly string[]>,
	folder: string,
	name: SafeName,
): Promise<SaveOutcome> {
	let file: Awaited<ReturnType<typeof createIfFree>>;

	try {
		try {
			for (const chunk of lineChunks(portions)) {
				if (chunk === '') {
					await setImmediate();
				} else {
					file ??= await firstNumbered(folder, name, createIfFree);
					await file.handle.writeFile(chunk);
				}
			}

			// Some file systems report a full disk only on sync.
			await file?.handle.sync();
		} finally {
			await file?.handle.close();
		}

		return file === undefined ? {kind: 'nothing'} : {kind: 'saved', path: file.path};
	} catch (error) {
		if (file !== undefined) {
			await rm(file.path, {force: true}).catch(() => {
				// Ignore this error, because the first error is reported.
			});
		}

		return {kind: 'failed', why: downloadFailureOf(error)};
	}
}

async function createIfFree(path: string) {
	try {
		return {path, handle: await open(path, 'wx', 0o600)};
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			return undefined;
		}

		throw error;
	}
}

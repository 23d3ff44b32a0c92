import {constants} from 'node:fs';
import type * as nodeFiles from 'node:fs/promises';
import type {Clock} from '../../../core/time/clock.ts';
import type {DownloadFailure} from '../../../core/output/download.ts';
import {withTimeout} from '../../../core/time/with-timeout.ts';
import {fileErrorCode, fileFailure} from './files.ts';

/** Creates the download folder with its parents and checks that it is writable. Resolves to the failure, or null. */
export async function prepareFolder(
	folder: string,
	files: Pick<typeof nodeFiles, 'access' | 'mkdir'>,
	clock: Pick<Clock, 'after'>,
): Promise<DownloadFailure | null> {
	try {
		await withTimeout(files.mkdir(folder, {recursive: true}), clock);
		await withTimeout(files.access(folder, constants.W_OK | constants.X_OK), clock);
		return null;
	} catch (error) {
		const failure =
			fileErrorCode(error) === 'EEXIST' ? {kind: 'file-not-folder' as const} : fileFailure(error);

		if (failure === null) {
			throw error;
		}

		return failure;
	}
}

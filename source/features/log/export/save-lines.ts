import {rm} from 'node:fs/promises';
import type {CannotSave} from '../../notices/notice.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {skipEmptyChunks, lineChunks} from '../../../terminal/line-chunks.ts';
import {createNewFile} from './new-file.ts';

export type SaveOutcome =
	| {readonly kind: 'saved'; readonly path: string}
	| {readonly kind: 'nothing'}
	| {readonly kind: 'failed'; readonly why: CannotSave};

export type SaveOptions = {
	readonly folder: string;
	/** Without extension; see `fileName`. */
	readonly name: string;
	readonly extension: string;
};

/**
 * Writes lines to a new file in chunks, and yields to the event loop between them. Without lines it creates no file. An
 * incomplete file is removed. Rejects only when the lines throw.
 */
export async function saveLines(
	portions: Iterable<readonly string[]>,
	{folder, name, extension}: SaveOptions,
): Promise<SaveOutcome> {
	let path: string | null = null;

	try {
		const chunks = await skipEmptyChunks(lineChunks(portions));

		if (chunks === null) {
			return {kind: 'nothing'};
		}

		const file = await createNewFile(folder, name, extension);
		path = file.path;

		try {
			await file.handle.writeFile(chunks);
			// Some file systems report only here that they are full.
			await file.handle.sync();
		} finally {
			await file.handle.close();
		}

		return {kind: 'saved', path};
	} catch (error) {
		const why = whyNot(error);

		if (path !== null) {
			await rm(path, {force: true}).catch(() => {
				// The first error is reported.
			});
		}

		if (why === null) {
			throw error;
		}

		return {kind: 'failed', why};
	}
}

/** Null for errors that are not of the file system. */
function whyNot(error: unknown): CannotSave | null {
	const {code, syscall} = error as NodeJS.ErrnoException;

	if (code === undefined || syscall === undefined) {
		return null;
	}

	switch (code) {
		case 'ENOSPC':
		case 'EDQUOT':
			return {kind: 'full'};
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			return {kind: 'forbidden'};
		default:
			return {kind: 'other', code: cleanName(code)};
	}
}

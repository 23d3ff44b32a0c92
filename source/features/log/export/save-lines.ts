import {rm} from 'node:fs/promises';
import type {CannotSave} from '../../notices/notice.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {skipEmptyChunks, lineChunks} from '../../../terminal/line-chunks.ts';
import {createNewFile} from './new-file.ts';

/** What came of saving: where it is, that there was nothing to save, or why it could not be. */
export type SaveOutcome =
	| {readonly kind: 'saved'; readonly path: string}
	| {readonly kind: 'nothing'}
	| {readonly kind: 'failed'; readonly why: CannotSave};

export type SaveOptions = {
	readonly folder: string;
	/** Without its ending; see `fileName`. */
	readonly name: string;
	readonly extension: string;
};

/**
 * Writes lines to a new file, piece by piece, and others have their turn between the pieces. No lines make no file, and
 * what cannot be written whole is taken away again, so that no half log lies around. Rejects only when the lines themselves throw.
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
			// Some file systems say only now that they are full.
			await file.handle.sync();
		} finally {
			await file.handle.close();
		}

		return {kind: 'saved', path};
	} catch (error) {
		const why = whyNot(error);

		if (path !== null) {
			await rm(path, {force: true}).catch(() => {
				// It could not be written and cannot be taken away; the first of both is what is told.
			});
		}

		if (why === null) {
			throw error;
		}

		return {kind: 'failed', why};
	}
}

/** Null for what is no failure of the file system. */
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

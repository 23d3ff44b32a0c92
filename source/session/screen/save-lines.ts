import {open, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import type {CannotSave} from '../notices.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {newFileFlags} from '../../../storage/file-flags.ts';
import {lineChunks} from '../../../terminal/line-chunks.ts';

type SaveOutcome =
	| {readonly kind: 'saved'; readonly path: string}
	| {readonly kind: 'nothing'}
	| {readonly kind: 'failed'; readonly why: CannotSave};

export type SaveOptions = {
	readonly folder: string;
	/** The name of the file without its extension. */
	readonly name: string;
	readonly extension: string;
};

/**
 * Writes lines to a new file in chunks, and yields to the event loop between two chunks. Creates no file if there are
 * no lines. Removes the file if writing fails. Rejects only if the iterator throws.
 */
export async function saveLines(
	portions: Iterable<readonly string[]>,
	{folder, name, extension}: SaveOptions,
): Promise<SaveOutcome> {
	let file: Awaited<ReturnType<typeof createNewFile>> | null = null;

	try {
		try {
			for (const chunk of lineChunks(portions)) {
				if (chunk === '') {
					await setImmediate();
				} else {
					file ??= await createNewFile(folder, name, extension);
					await file.handle.writeFile(chunk);
				}
			}

			// Some file systems report a full disk only on sync.
			await file?.handle.sync();
		} finally {
			await file?.handle.close();
		}

		return file === null ? {kind: 'nothing'} : {kind: 'saved', path: file.path};
	} catch (error) {
		const why = whyNot(error);

		if (file !== null) {
			await rm(file.path, {force: true}).catch(() => {
				// Ignore this error, because the first error is reported.
			});
		}

		if (why === null) {
			throw error;
		}

		return {kind: 'failed', why};
	}
}

/** Returns why a file could not be saved; null if the error does not come from the file system. */
function whyNot(error: unknown): CannotSave | null {
	const {code, syscall} = error as NodeJS.ErrnoException;

	return code === undefined || syscall === undefined
		? null
		: (reasons.get(code) ?? {kind: 'other', code: cleanName(code)});
}

const reasons: ReadonlyMap<string, CannotSave> = new Map([
	['ENOSPC', {kind: 'full'}],
	['EDQUOT', {kind: 'full'}],
	['EACCES', {kind: 'forbidden'}],
	['EPERM', {kind: 'forbidden'}],
	['EROFS', {kind: 'forbidden'}],
]);

const maxTries = 1000;

/** Creates a file with mode 0600. If `name` is taken, tries `name-2` and so on. Rejects with a file system error. */
export async function createNewFile(folder: string, name: string, extension: string) {
	for (let count = 1; ; count++) {
		const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}.${extension}`);

		try {
			return {handle: await open(path, newFileFlags, 0o600), path};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || count === maxTries) {
				throw error;
			}
		}
	}
}

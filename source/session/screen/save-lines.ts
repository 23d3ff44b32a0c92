import {open, rm} from 'node:fs/promises';
import {errorCode} from '../../core/error-code.ts';
import type {OutputProblem} from '../../core/output/output-problem.ts';
import {outputProblemOf} from '../../features/outputs/download/errors.ts';
import type {SafeName} from '../../features/outputs/download/file-naming.ts';
import {firstNumbered} from '../../features/outputs/download/files.ts';

type SaveOutcome =
	| {readonly kind: 'saved'; readonly path: string}
	| {readonly kind: 'nothing'}
	| {readonly kind: 'failed'; readonly why: OutputProblem};

/**
 * Writes lines to a new file with mode 0600. If the name is taken, tries `name-2` and so on. Creates no file if there are
 * no lines. Removes the file if writing fails. Never rejects.
 */
export async function saveLines(
	lines: readonly string[],
	folder: string,
	name: SafeName,
): Promise<SaveOutcome> {
	if (lines.length === 0) {
		return {kind: 'nothing'};
	}

	let path: string | null = null;

	try {
		const file = await firstNumbered(folder, name, createIfFree);
		path = file.path;

		try {
			await file.handle.writeFile(`${lines.join('\n')}\n`);
			// Some file systems report a full disk only on sync.
			await file.handle.sync();
		} finally {
			await file.handle.close();
		}

		return {kind: 'saved', path};
	} catch (error) {
		if (path !== null) {
			// The first error is reported, not this one.
			await rm(path, {force: true}).catch(() => undefined);
		}

		return {kind: 'failed', why: outputProblemOf(error)};
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

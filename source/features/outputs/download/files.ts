import {createHash, randomUUID} from 'node:crypto';
import {constants, createReadStream} from 'node:fs';
import {access, link, lstat, mkdir, rename, rm, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {basename, dirname, extname, join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {errorCode} from '../../../core/error-code.ts';
import type {OutputProblem} from '../../../core/output/output.ts';
import {cleanName, type SafeText} from '../../../core/text/sanitize.ts';
import {shortenHome} from '../../../storage/own-folder.ts';
import {platform} from '../../../terminal/platform.ts';
import {fileErrorCode, OutputError, outputProblemOf} from './errors.ts';
import {numberedName, type SafeName} from './file-naming.ts';

/** The path of a saved output. `isNew` is false if an identical file had this name already. */
export type SavedPath = {readonly path: string; readonly isNew: boolean};

/** Calls `attempt` with the path for `name`, then for `name-2` and so on. Returns its first result that is not undefined. */
async function firstNumbered<Value>(
	folder: string,
	name: SafeName,
	attempt: (path: string) => Promise<Value | undefined>,
): Promise<Value> {
	for (let count = 1; ; count++) {
		const value = await attempt(join(folder, numberedName(name, count)));

		if (value !== undefined) {
			return value;
		}
	}
}

/** Gives a complete file its final name, or a numbered one if a different file has it. An identical file stays instead. */
export async function publish(part: string, folder: string, name: SafeName): Promise<SavedPath> {
	return firstNumbered(folder, name, async path => {
		if (await nameExclusively(part, path)) {
			return {path, isNew: true};
		}

		return (await isSameFile(part, path)) ? {path, isNew: false} : undefined;
	});
}

/** Links or renames a file to `path`. Returns false if `path` exists, also as a symbolic link. */
async function nameExclusively(part: string, path: string): Promise<boolean> {
	try {
		await link(part, path).catch(async (error: unknown) => {
			// FAT and some network file systems have no hard links.
			if (!/^(?:EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(fileErrorCode(error) ?? '')) {
				throw error;
			}

			await writeFile(path, '', {flag: 'wx'});
			await rename(part, path);
		});
		return true;
	} catch (error) {
		if (fileErrorCode(error) === 'EEXIST') {
			return false;
		}

		throw error;
	}
}

async function isSameFile(one: string, other: string): Promise<boolean> {
	const [a, b] = await Promise.all([lstat(one), lstat(other)]);
	// Anything but a regular file is not read: reading a pipe would never end.
	return b.isFile() && a.size === b.size && (await digest(one)) === (await digest(other));
}

async function digest(path: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(path), hash);
	return hash.digest('hex');
}

/** Creates folders in each other, and returns the path of the last. None may be a link, which could lead elsewhere. */
export async function makeFolders(folder: string, names: readonly string[]): Promise<string> {
	let path = folder;

	for (const name of names) {
		path = join(path, name);
		await mkdir(path, {recursive: true});

		if (!(await lstat(path)).isDirectory()) {
			throw new OutputError({kind: 'disk', code: cleanName('ENOTDIR')});
		}
	}

	return path;
}

/** Creates the folder and its parents. Returns the reason why nothing can be saved in it; null if it can be used. */
export async function prepareFolder(folder: string): Promise<OutputProblem | null> {
	try {
		await mkdir(folder, {recursive: true});
		await access(folder, constants.W_OK | constants.X_OK);
		return null;
	} catch (error) {
		return outputProblemOf(error);
	}
}

/** Formats a path for display, with `~` instead of the home folder. */
export function pathText(path: string): SafeText {
	return cleanName(shortenHome(path, homedir(), platform));
}

/**
 * Writes lines to a new file with mode 0600. If the name is taken, tries `name-2` and so on. Resolves to the path, or to the
 * reason why that failed, and then leaves no part of a file behind.
 */
export async function saveLines(
	lines: readonly string[],
	path: string,
): Promise<{readonly saved: SafeText} | {readonly why: OutputProblem}> {
	const extension = extname(path);

	try {
		const saved = await firstNumbered(
			dirname(path),
			{stem: basename(path, extension), extension},
			async free => ((await writeNew(free, `${lines.join('\n')}\n`)) ? free : undefined),
		);
		return {saved: pathText(saved)};
	} catch (error) {
		return {why: outputProblemOf(error)};
	}
}

/** Replaces a file, if there is one, only after all of the new one is written. */
export async function replaceFile(path: string, text: string, mode?: number): Promise<void> {
	const part = `${path}.${randomUUID()}.part`;

	try {
		await writeNew(part, text, mode);
		await rename(part, path);
	} finally {
		await rm(part, {force: true});
	}
}

/** Writes a file with mode 0600. Returns false if there is a file of this name already. */
async function writeNew(path: string, text: string, mode = 0o600): Promise<boolean> {
	try {
		// Some file systems report a full disk only when the file is flushed.
		await writeFile(path, text, {flag: 'wx', mode, flush: true});
		return true;
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			return false;
		}

		await rm(path, {force: true}).catch(() => undefined);
		throw error;
	}
}

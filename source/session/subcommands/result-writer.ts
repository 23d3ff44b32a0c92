import {randomUUID} from 'node:crypto';
import {accessSync, constants, lstatSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {cleanName} from '../../core/text/sanitize.ts';
import {print} from '../../events/standard-output.ts';
import {outputProblemOf} from '../../features/outputs/download/errors.ts';
import type {Messages} from '../../i18n/messages.ts';
import {exitCodes, Refusal} from '../refusal.ts';

/** Writes the result of a command. Resolves to the exit code. */
export type WriteResult = (text: string) => Promise<number>;

/**
 * Returns how to write the result of a command: to the file of `-o`, over what is there, or to stdout. Throws a `Refusal` at
 * once, before any request, if the file cannot be written.
 */
export function resultWriter(file: string | null, messages: Messages): WriteResult {
	if (file === null) {
		return async text => (text === '' ? 0 : print(text, messages));
	}

	orRefuse(file, messages, exitCodes.usageError, () => {
		accessSync(dirname(file), constants.W_OK);

		// Replacing a link or a device like /dev/stdout would do harm.
		if (lstatSync(file, {throwIfNoEntry: false})?.isFile() === false) {
			throw new Refusal(messages.listing.noFile(cleanName(file)));
		}
	});
	return async text => {
		orRefuse(file, messages, exitCodes.gaveUp, () => replaceFile(text, file));
		return 0;
	};
}

/** Writes under a temporary name first, so that no other program sees half a file. */
function replaceFile(text: string, path: string): void {
	const part = `${path}.${randomUUID()}.part`;

	try {
		writeFileSync(part, text === '' ? '' : `${text}\n`, {flag: 'wx'});
		renameSync(part, path);
	} finally {
		rmSync(part, {force: true});
	}
}

function orRefuse(path: string, messages: Messages, exitCode: number, work: () => void): void {
	try {
		work();
	} catch (error) {
		if (error instanceof Refusal) {
			throw error;
		}

		const why = messages.download.why(outputProblemOf(error));
		throw new Refusal(messages.listing.notWritten(cleanName(path), why), exitCode);
	}
}

import {accessSync, constants, lstatSync} from 'node:fs';
import {dirname} from 'node:path';
import {cleanName} from '../../core/text/sanitize.ts';
import {print} from '../../events/standard-output.ts';
import {outputProblemOf} from '../../features/outputs/download/errors.ts';
import {replaceFile} from '../../features/outputs/download/files.ts';
import type {Messages} from '../../i18n/messages.ts';
import {exitCodes, Refusal} from '../refusal.ts';

/** Writes the result of a command. Resolves to the exit code. */
type WriteResult = (text: string) => Promise<number>;

/**
 * Returns how to write the result of a command: to the file of `-o`, over what is there, or to stdout. Throws a `Refusal` at
 * once, before any request, if the file cannot be written.
 */
export function resultWriter(file: string | null, messages: Messages): WriteResult {
	if (file === null) {
		return async text => (text === '' ? 0 : print(text, messages));
	}

	const refuse = (error: unknown, exitCode: number): never => {
		const why = messages.download.why(outputProblemOf(error));
		throw new Refusal(messages.listing.notWritten(cleanName(file), why), exitCode);
	};

	let isFile: boolean | undefined;

	try {
		accessSync(dirname(file), constants.W_OK);
		isFile = lstatSync(file, {throwIfNoEntry: false})?.isFile();
	} catch (error) {
		refuse(error, exitCodes.usageError);
	}

	// Replacing a link or a device like /dev/stdout would do harm.
	if (isFile === false) {
		throw new Refusal(messages.listing.noFile(cleanName(file)));
	}

	return async text => {
		// Others may read the file.
		await replaceFile(file, text === '' ? '' : `${text}\n`, 0o666).catch((error: unknown) =>
			refuse(error, exitCodes.gaveUp),
		);
		return 0;
	};
}

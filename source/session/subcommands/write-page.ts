import {randomUUID} from 'node:crypto';
import {constants} from 'node:fs';
import {access, lstat, rename, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {PageMessages} from '../../commands/report/messages.ts';
import {nullIfMissing} from '../../core/error-code.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {outputProblemOf} from '../../features/outputs/download/errors.ts';
import {exitCodes, Refusal} from '../refusal.ts';

/** Throws a `Refusal` if the page cannot be written to the file, before there is a page. */
export async function checkPageFile(path: string, messages: PageMessages): Promise<void> {
	await orRefuse(path, messages, exitCodes.usageError, async () => {
		const stats = await nullIfMissing(lstat(path));
		await access(dirname(path), constants.W_OK);

		// Replacing a link or a device like /dev/stdout would do harm.
		if (stats?.isFile() === false) {
			throw new Refusal(messages.runReport.noFile(cleanName(path)));
		}
	});
}

/** Writes the page under a temporary name first, so that no other program sees half a page. */
export async function writePageFile(
	html: string,
	path: string,
	messages: PageMessages,
): Promise<void> {
	const part = `${path}.${randomUUID()}.part`;
	await orRefuse(path, messages, exitCodes.gaveUp, async () => {
		try {
			await writeFile(part, html, {flag: 'wx'});
			await rename(part, path);
		} catch (error) {
			await rm(part, {force: true});
			throw error;
		}
	});
}

async function orRefuse(
	path: string,
	messages: PageMessages,
	exitCode: number,
	work: () => Promise<void>,
): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (error instanceof Refusal) {
			throw error;
		}

		const why = messages.download.why(outputProblemOf(error));
		throw new Refusal(messages.runReport.notWritten(cleanName(path), why), exitCode);
	}
}

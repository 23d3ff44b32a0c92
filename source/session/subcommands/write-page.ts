import {constants} from 'node:fs';
import {dirname} from 'node:path';
import type {PageMessages} from '../../commands/report/messages.ts';
import {nullIfMissing} from '../../core/error-code.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock} from '../../core/time/system-clock.ts';
import {withTimeout} from '../../core/time/with-timeout.ts';
import {downloadFailureOf} from '../../features/outputs/download/errors.ts';
import {newFileFlags} from '../../storage/file-flags.ts';
import {systemFiles as files} from '../../storage/system-files.ts';
import {exitCodes, Refusal} from '../refusal.ts';

type PageFile = {readonly path: string; readonly messages: PageMessages};

/** Throws a `Refusal` if the page cannot be written to the file, before there is a page. */
export async function checkPageFile(file: PageFile): Promise<void> {
	const {path, messages} = file;
	const stats = await orRefuse(file, exitCodes.usageError, async () => {
		const found = await withTimeout(nullIfMissing(files.lstat(path)), systemClock);
		await withTimeout(files.access(dirname(path), constants.W_OK), systemClock);
		return found;
	});

	// Replacing a link or a device like /dev/stdout would do harm.
	if (stats?.isFile() === false) {
		throw new Refusal(messages.runReport.noFile(cleanName(path)));
	}
}

/** Writes the page under a temporary name first, so that no other program sees half a page. */
export async function writePageFile(html: string, file: PageFile): Promise<void> {
	const {path} = file;
	const part = `${path}.${process.pid}.part`;
	await orRefuse(file, exitCodes.gaveUp, async () => {
		const handle = await files.open(part, newFileFlags, 0o666);

		try {
			try {
				await handle.writeFile(html);
			} finally {
				await handle.close();
			}

			await files.rename(part, path);
		} finally {
			await files.rm(part, {force: true});
		}
	});
}

async function orRefuse<Result>(
	{path, messages}: PageFile,
	exitCode: number,
	work: () => Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		const why = messages.download.why(downloadFailureOf(error));
		throw new Refusal(messages.runReport.notWritten(cleanName(path), why), exitCode);
	}
}

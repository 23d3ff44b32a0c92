import type {DownloadRequest} from '../../../core/output/download.ts';
import {PartialFile} from './part.ts';
import type {PartContext} from './part-note.ts';
import {publish} from './publish.ts';
import {safeName} from './safe-name.ts';
import type {SaveResult} from './attempt.ts';

/** Saves a text output with a final line end. */
export async function saveText(
	request: DownloadRequest,
	text: string,
	tools: PartContext,
): Promise<SaveResult> {
	const {folder, files} = tools;
	const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
	const name = safeName({...request, suggested: null, extension: '.txt'});

	const part = await PartialFile.claim(request, tools);

	try {
		await part.restart({validator: null, total: bytes.length});
		await part.write(bytes, 0);
		await part.finish();
		return {...(await publish(part.path, folder, name, files)), bytes: bytes.length};
	} finally {
		await part.remove();
	}
}

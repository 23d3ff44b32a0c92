import type {DownloadRequest} from '../../../core/output/download.ts';
import {Part, type PartTools} from './part.ts';
import {publish} from './publish.ts';
import {safeName} from './safe-name.ts';
import type {Saved} from './attempt.ts';

/** Saves an output that is a text itself, with a line end behind it as text files have. */
export async function saveText(
	order: DownloadRequest,
	text: string,
	tools: PartTools,
): Promise<Saved> {
	const {folder, files} = tools;
	const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
	const name = safeName({...order, suggested: null, ending: '.txt'});

	const part = await Part.take(order, tools);

	try {
		await part.startAnew({validator: null, total: bytes.length});
		await part.write(bytes, 0);
		await part.finish();
		return {...(await publish(part.path, folder, name, files)), bytes: bytes.length};
	} finally {
		await part.remove();
	}
}

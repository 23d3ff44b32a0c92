import {hash} from 'node:crypto';
import * as v from 'valibot';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {addressId} from '../../../core/output/output-address.ts';
import type {Version} from './response.ts';
import {newFile, remove, type DownloadFiles} from './files.ts';

/** Which process is at work on a part. */
export type Owner = {readonly host: string; readonly pid: number};

/** What lies beside a partial file: what it is a part of, and whose it is. */
export type PartNote = Version & {
	/** Tells the output and its address apart from others, and says neither: an address is not kept. */
	readonly of: string;
	/** Null while nobody is at work. */
	readonly owner: Owner | null;
};

const schema = v.object({
	version: v.literal(1),
	of: v.string(),
	validator: v.nullable(v.pipe(v.string(), v.maxLength(1000), v.regex(/^[ -~]*$/))),
	total: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
	owner: v.nullable(v.object({host: v.string(), pid: v.pipe(v.number(), v.safeInteger())})),
});

/** Writes a note so that there is always a whole one, the old or the new. */
export async function keepNote(path: string, note: PartNote, files: DownloadFiles): Promise<void> {
	const fresh = `${path}.new`;
	await remove(fresh, files);
	const handle = await files.open(fresh, newFile, 0o600);

	try {
		try {
			await handle.writeFile(`${JSON.stringify({version: 1, ...note})}\n`);
		} finally {
			await handle.close();
		}

		await files.rename(fresh, path);
	} catch (error) {
		await remove(fresh, files).catch(() => {
			// The first of both is what is told.
		});
		throw error;
	}
}

/** Null for what is no note of this program. */
export function readNote(text: string): PartNote | null {
	try {
		const {output, success} = v.safeParse(schema, JSON.parse(text));
		return success
			? {of: output.of, validator: output.validator, total: output.total, owner: output.owner}
			: null;
	} catch {
		return null;
	}
}

/** A link may be signed anew, and is still the same file. */
export function orderMark({runId, key, source}: DownloadRequest): string {
	const where = source.kind === 'address' ? addressId(source.address) : source.kind;
	return hash('sha256', JSON.stringify([runId, key, where]), 'hex');
}

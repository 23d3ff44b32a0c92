import {hash} from 'node:crypto';
import * as v from 'valibot';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {addressId} from '../../../core/output/output-address.ts';

const ownerSchema = v.object({host: v.string(), pid: v.pipe(v.number(), v.safeInteger())});

/** The JSON file beside a partly downloaded file. */
const metadataSchema = v.object({
	version: v.literal(1),
	/** The hash from `requestHash`, which identifies the output. */
	of: v.string(),
	validator: v.nullable(v.pipe(v.string(), v.maxLength(1000), v.regex(/^[ -~]*$/))),
	total: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
	/** The process that is downloading the file; null if no process is. */
	owner: v.nullable(ownerSchema),
});

export type PartOwner = Readonly<v.InferOutput<typeof ownerSchema>>;
export type PartMetadata = Readonly<v.InferOutput<typeof metadataSchema>>;

/** Parses a metadata file. Returns null for a file that this program did not write. */
export function parseMetadata(text: string): PartMetadata | null {
	try {
		return v.parse(metadataSchema, JSON.parse(text));
	} catch {
		return null;
	}
}

/** Identifies an output. The hash stays the same when the service signs the address of the output again. */
export function requestHash({runId, key, source}: DownloadRequest): string {
	const where = source.kind === 'address' ? addressId(source.address) : source.kind;
	return hash('sha256', JSON.stringify([runId, key, where]), 'hex');
}

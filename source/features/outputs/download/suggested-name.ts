import {parse} from 'content-disposition';
import {extensionOfMediaType} from '../../../core/output/kinds.ts';
import {addressName} from '../../../core/output/output-name.ts';

/** What a host tells of a file, besides its bytes. */
export type FileFacts = {
	readonly disposition: string | null;
	readonly contentType: string | null;
	readonly contentEncoding: string | null;
	/** What it is called by who named its address; null where nobody said. */
	readonly name: string | null;
	/** Where it came from in the end. */
	readonly address: URL;
};

/** What a file may be called; nothing of it is safe yet. */
export type Suggestion = {
	readonly suggested: string | null;
	/** For a name that has none, by the type of the file; may be empty. */
	readonly ending: string;
};

/** Endings of what is packed although that was not asked for. It is saved as it came, and its name says so. */
const packed: ReadonlyMap<string, string> = new Map([
	['gzip', '.gz'],
	['x-gzip', '.gz'],
	['br', '.br'],
	['zstd', '.zst'],
	['deflate', '.zz'],
]);

/** What a file is called by its host (RFC 6266), else by who named its address, else by that. */
export function suggestName(fields: FileFacts): Suggestion {
	const byHost = fields.disposition === null ? null : dispositionName(fields.disposition);
	const names = [fields.name, addressName(fields.address)];
	const suggested =
		byHost ?? names.find(name => name?.includes('.')) ?? names.find(name => name !== null) ?? null;
	const type = fields.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
	const packing = packed.get(fields.contentEncoding?.trim().toLowerCase() ?? '') ?? '';
	const ending = extensionOfMediaType(type);
	return packing === ''
		? {suggested, ending}
		: {suggested: suggested === null ? null : suggested + packing, ending: ending + packing};
}

function dispositionName(header: string): string | null {
	const {filename} = parse(header).parameters;
	return filename === undefined || filename.trim() === '' ? null : repaired(filename);
}

/**
 * Headers are read as Latin-1, and many a host puts UTF-8 there, against the rules. What only makes sense as UTF-8 is
 * taken for it.
 */
function repaired(name: string): string {
	if (!/^[\0-\u00FF]*[\u0080-\u00FF][\0-\u00FF]*$/.test(name)) {
		return name;
	}

	const decoded = Buffer.from(name, 'latin1').toString('utf8');
	return decoded.includes('\uFFFD') ? name : decoded;
}

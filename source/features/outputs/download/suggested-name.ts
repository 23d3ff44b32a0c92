import {parse} from 'content-disposition';
import {extensionOfMediaType} from '../../../core/output/kinds.ts';
import {addressName} from '../../../core/output/output-name.ts';

export type FileHeaders = {
	readonly disposition: string | null;
	readonly contentType: string | null;
	readonly contentEncoding: string | null;
	/** The name of the file in the API, or null. */
	readonly name: string | null;
	/** The address of the file after redirects. */
	readonly address: URL;
};

/** A suggested file name. It is untrusted; see `safeName`. */
type Suggestion = {
	readonly suggested: string | null;
	/** The extension for the media type, in case the name has no extension. May be empty. */
	readonly extension: string;
};

/**
 * File extensions by content encoding. Some hosts compress a response although no compression was requested. The
 * compressed bytes are then saved.
 */
const compressedExtensions: ReadonlyMap<string, string> = new Map([
	['gzip', '.gz'],
	['x-gzip', '.gz'],
	['br', '.br'],
	['zstd', '.zst'],
	['deflate', '.zz'],
]);

/**
 * Suggests a file name: the name in the host's `Content-Disposition` (RFC 6266), or else the API's name, or else the
 * last part of the address.
 */
export function suggestName(fields: FileHeaders): Suggestion {
	const byHost = fields.disposition === null ? null : dispositionName(fields.disposition);
	const names = [fields.name, addressName(fields.address)];
	const suggested =
		byHost ?? names.find(name => name?.includes('.')) ?? names.find(name => name !== null) ?? null;
	const type = fields.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
	const compression =
		compressedExtensions.get(fields.contentEncoding?.trim().toLowerCase() ?? '') ?? '';
	const extension = extensionOfMediaType(type);
	return compression === ''
		? {suggested, extension}
		: {
				suggested: suggested === null ? null : suggested + compression,
				extension: extension + compression,
			};
}

function dispositionName(header: string): string | null {
	const {filename} = parse(header).parameters;
	return filename === undefined || filename.trim() === '' ? null : repairUtf8(filename);
}

/**
 * Decodes a name again if it is UTF-8 that was decoded as Latin-1. Many hosts send UTF-8 in headers, but Node decodes
 * headers as Latin-1.
 */
function repairUtf8(name: string): string {
	if (!/^[\0-\u00FF]*[\u0080-\u00FF][\0-\u00FF]*$/.test(name)) {
		return name;
	}

	const decoded = Buffer.from(name, 'latin1').toString('utf8');
	return decoded.includes('\uFFFD') ? name : decoded;
}

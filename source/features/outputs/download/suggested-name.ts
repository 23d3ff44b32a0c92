import {parse} from 'content-disposition';
import type {Redact} from '../../../api/redact.ts';
import {extensionOfMediaType} from '../../../core/output/kinds.ts';
import {addressName} from '../../../core/output/output-address.ts';
import type {MediaResponse} from './media-client.ts';
import {mediaTypeOf} from './response.ts';

/**
 * The extension for each value of `Content-Encoding`. Some hosts compress a file although this was not requested. The
 * file is then saved compressed, with this extension.
 */
const compressedExtensions: ReadonlyMap<string, string> = new Map([
	['gzip', '.gz'],
	['x-gzip', '.gz'],
	['br', '.br'],
	['zstd', '.zst'],
	['deflate', '.zz'],
]);

/**
 * Suggests a file name: the one in the `Content-Disposition` header (RFC 6266) if there is one. Otherwise suggests
 * `apiName` (the API's name for the file) or the last part of the address. Of these two, `apiName` is preferred, unless
 * only the address has an extension. The name is untrusted; see `safeName`.
 */
export function suggestName(
	apiName: string | null,
	{headers, address}: Pick<MediaResponse, 'headers' | 'address'>,
	redact: Redact,
) {
	const names = [apiName, addressName(address)].filter(name => name !== null);
	const suggested =
		dispositionName(headers['content-disposition'] ?? '') ??
		names.find(name => name.includes('.')) ??
		names[0] ??
		null;
	const compression =
		compressedExtensions.get(headers['content-encoding']?.trim().toLowerCase() ?? '') ?? '';
	return {
		// Redacted last, because headers and addresses are decoded above.
		suggested: suggested === null ? null : redact(suggested),
		/** An extension for the media type, like `.png`, for a name without one that fits. May be empty. */
		extension: extensionOfMediaType(mediaTypeOf(headers) ?? ''),
		compression,
	};
}

function dispositionName(header: string): string | null {
	const {filename} = parse(header).parameters;
	return filename === undefined || filename.trim() === '' ? null : repairUtf8(filename);
}

/** Decodes a name as UTF-8 if possible. Many hosts send UTF-8 in headers, but Node decodes headers as Latin-1. */
function repairUtf8(name: string): string {
	if (!/^[\0-\u00FF]*[\u0080-\u00FF][\0-\u00FF]*$/.test(name)) {
		return name;
	}

	const decoded = Buffer.from(name, 'latin1').toString('utf8');
	return decoded.includes('\uFFFD') ? name : decoded;
}

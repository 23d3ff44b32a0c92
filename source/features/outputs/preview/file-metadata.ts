import type {FileMetadata} from '../../../core/output/output-view.ts';
import type {MediaResponse, PreviewClient} from '../download/media-client.ts';
import {statusError, wholeNumber} from '../download/response.ts';
import {cleanName} from '../../../core/text/sanitize.ts';
import {kindOfMediaType, type OutputKind} from '../../../core/output/kinds.ts';

/** Statuses of hosts that may refuse only HEAD. For example, an address that is signed for GET does not allow HEAD. */
const headRefusedStatuses: ReadonlySet<number> = new Set([400, 403, 405, 501]);

/**
 * Requests the size and the type of a file by HEAD, or else by a GET of the first byte. Rejects with a
 * `DownloadError` or the signal's reason.
 */
export async function fetchFileMetadata(
	address: URL,
	client: PreviewClient,
	signal: AbortSignal,
): Promise<Extract<FileMetadata, {kind: 'loaded'}>> {
	const head = await client.head(address, {}, signal);
	await head.body.next();

	if (!headRefusedStatuses.has(head.status)) {
		return readMetadata(head);
	}

	const first = await client.get(address, {range: 'bytes=0-0'}, signal);
	// Drop the body, because a host without range support sends the whole file.
	first.body.drop();
	return readMetadata(first);
}

function readMetadata({status, headers}: MediaResponse): Extract<FileMetadata, {kind: 'loaded'}> {
	const type = headers['content-type'] ?? null;
	// A host responds with status 416 for an empty file, because the file has no first byte.
	const isEmpty = status === 416 && headers['content-range'] === 'bytes */0';

	if (!isEmpty && (status < 200 || status >= 300)) {
		throw statusError(status);
	}

	return {
		kind: 'loaded',
		size: status === 206 || isEmpty ? rangeTotal(headers) : wholeNumber(headers['content-length']),
		type: type === null ? null : cleanName(typeName(type).slice(0, 100)),
		mediaKind: type === null ? null : contentKind(type),
	};
}

/** Returns the kind of output for a media type; null if unknown. */
export function contentKind(type: string): OutputKind | null {
	return kindOfMediaType(typeName(type));
}

/** Returns a media type in lower case, without its parameters. */
function typeName(type: string): string {
	return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function rangeTotal(headers: MediaResponse['headers']): number | null {
	return wholeNumber(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]);
}

import type {FileHandle} from 'node:fs/promises';
import {outputKinds, type OutputKind} from '../../../core/output/kinds.ts';
import {DownloadError} from './errors.ts';
import {mediaTypeOf, type MediaResponse} from './media-client.ts';

/** Some hosts send a web page that says "not found" with status 200. */
export function rejectWebPage(kind: OutputKind, {headers}: MediaResponse): void {
	const isPage = /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaTypeOf(headers) ?? '');

	if (outputKinds[kind].isBinary && isPage) {
		throw new DownloadError({kind: 'web-page'});
	}
}

/** What precedes the first element of a page or of an SVG image. */
const prolog = /^(?:\s|\uFEFF|<\?[^]*?\?>|<!--[^]*?-->)*/;
/** Beginnings of documents, archives and programs, with which no image, video or sound begins. */
const otherBeginnings = /^(?:[{[]|%PDF-|PK\p{Cc}|Rar!|7z|MZ|\p{Cc}ELF|#!)/u;
const inspectedBytes = 4096;

/** Throws a `DownloadError` if a binary file is of another kind by its first bytes, whatever its host says. */
export async function rejectOtherKind(kind: OutputKind, handle: FileHandle): Promise<void> {
	if (!outputKinds[kind].isBinary) {
		return;
	}

	const {buffer, bytesRead} = await handle.read(Buffer.alloc(inspectedBytes), 0, inspectedBytes, 0);
	const start = buffer.toString('latin1', 0, bytesRead).replace(/^\xEF\xBB\xBF/, '');

	if (/^<(?!svg[\s:>]|!doctype\s+svg)/i.test(start.replace(prolog, ''))) {
		throw new DownloadError({kind: 'web-page'});
	}

	if (otherBeginnings.test(start)) {
		throw new DownloadError({kind: 'other-kind'});
	}
}

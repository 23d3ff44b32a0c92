import {constants} from 'node:fs';
import {outputKinds, type OutputKind} from '../../../core/output/kinds.ts';
import {DownloadError} from './download-error.ts';
import type {DownloadFiles} from './files.ts';

/** Throws a `DownloadError` for a web page instead of a binary file: some hosts send "not found" with status 200. */
export function rejectWebPage(kind: OutputKind, mediaType: string | null): void {
	const isPage = /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType ?? '');

	if (outputKinds[kind].isBinary && isPage) {
		throw new DownloadError({kind: 'web-page'});
	}
}

/** What precedes the first element of a page or of an SVG image. */
const prolog = /^(?:\s|\uFEFF|<\?[^]*?\?>|<!--[^]*?-->)*/;
/** Beginnings of documents, archives and programs, with which no image, video or sound begins. */
const otherBeginnings = [
	'{',
	'[',
	'%PDF-',
	'PK\u0003\u0004',
	'Rar!',
	'7z',
	'MZ',
	'\u007FELF',
	'#!',
];
const inspectedBytes = 4096;

/** Throws a `DownloadError` if a binary file is of another kind by its first bytes, whatever its host says. */
export async function rejectOtherKind(
	kind: OutputKind,
	path: string,
	files: Pick<DownloadFiles, 'open'>,
): Promise<void> {
	if (!outputKinds[kind].isBinary) {
		return;
	}

	await using file = await files.open(path, constants.O_RDONLY);
	const {buffer, bytesRead} = await file.read(Buffer.alloc(inspectedBytes), 0, inspectedBytes, 0);
	const start = buffer.toString('latin1', 0, bytesRead).replace(/^\xEF\xBB\xBF/, '');

	if (/^<(?!svg[\s:>]|!doctype\s+svg)/i.test(start.replace(prolog, ''))) {
		throw new DownloadError({kind: 'web-page'});
	}

	if (otherBeginnings.some(beginning => start.startsWith(beginning))) {
		throw new DownloadError({kind: 'other-kind'});
	}
}

import {parse} from 'content-disposition';
import type {Redact} from '../../../api/redact.ts';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {extensionOfMediaType} from '../../../core/output/kinds.ts';
import {addressName} from '../../../core/output/output-address.ts';
import {findInput} from '../../../core/run-order.ts';
import {localTime} from '../../../core/time/rfc3339.ts';
import {mediaTypeOf, type MediaResponse} from './media-client.ts';
import {cleanPart, safeName, safeSegment, suggestedStem, type SafeName} from './safe-name.ts';

/** A file name for an output. It is untrusted. */
type Suggestion = {
	readonly suggested: string | null;
	/** An extension for the media type, like `.png`, for a name without one that fits. May be empty. */
	readonly extension?: string;
	/** `.gz` or the like if the file is compressed. */
	readonly compression?: string;
};

/** Where an output is to be saved. `folders` are below the chosen folder, each in the one before. */
type Target = {
	readonly folders: readonly string[];
	readonly name: SafeName;
	/** Whether no other output has this name, so that a file with the same length is the same output. */
	readonly isUnique: boolean;
};

/** Some hosts compress a file although this was not requested. It is saved as it comes. */
const compressedExtensions: Readonly<Record<string, string>> = {
	gzip: '.gz',
	br: '.br',
	zstd: '.zst',
};

/**
 * Suggests a file name: the one in the `Content-Disposition` header (RFC 6266) if there is one. Otherwise suggests
 * `apiName` (the API's name for the file) or the last part of the address. Of these two, `apiName` is preferred, unless
 * only the address has an extension.
 */
export function suggestName(
	apiName: string | null,
	{headers, address}: Pick<MediaResponse, 'headers' | 'address'>,
	redact: Redact,
): Suggestion {
	const names = [apiName, addressName(address)].filter(name => name !== null);
	const {filename = ''} = parse(headers['content-disposition'] ?? '').parameters;
	const suggested =
		filename.trim() === ''
			? (names.find(name => name.includes('.')) ?? names[0])
			: repairUtf8(filename);
	return {
		// Redacted last, because headers and addresses are decoded above.
		suggested: suggested === undefined ? null : redact(suggested),
		extension: extensionOfMediaType(mediaTypeOf(headers) ?? ''),
		compression:
			compressedExtensions[headers['content-encoding']?.trim().toLowerCase() ?? ''] ?? '',
	};
}

/** Decodes a name as UTF-8 if possible. Many hosts send UTF-8 in headers, but Node decodes headers as Latin-1. */
function repairUtf8(name: string): string {
	const decoded = Buffer.from(name, 'latin1').toString('utf8');
	return /[^\0-\u00FF]/.test(name) || decoded.includes('\uFFFD') ? name : decoded;
}

/**
 * Matches a valid template of the user, such as `{date}/{title}/{label}-{key}.{ext}`: a relative path without `..`, with
 * known placeholders.
 */
export const nameTemplate =
	/^(?![/~])(?!.*(?:^|\/)\.{0,2}(?:\/|$))(?:[^{}\\:]|\{(?:date|time|title|id|label|key|index|ext|name|workflow|input\.[^{}/]+)\})+$/;

/** Maximum lengths in bytes of UTF-8. A name with a number and an extension then stays below 255 bytes. */
const valueBytes = 80;
const segmentBytes = 200;

/** `template` matches `nameTemplate`; null for the usual names: by run, key and the host's name. */
export function targetOf(
	template: string | null,
	request: DownloadRequest,
	suggestion: Suggestion,
): Target {
	const usual = safeName({...request, ...suggestion});

	if (template === null) {
		return {folders: [], name: usual, isUnique: true};
	}

	const values = valuesOf(request, suggestion, usual);
	// The extension is always at the end, so that a number can be inserted before it.
	const parts = template
		.replace(/\.?\{ext\}$/, '')
		.split('/')
		.map(part => render(part, values, request));
	const stem = parts.at(-1) ?? '';
	return {
		folders: parts.slice(0, -1).filter(part => part !== ''),
		name: stem === '' ? usual : {stem, extension: usual.extension},
		// A long id or key may have been cut.
		isUnique: [request.runId, request.key].every(text => parts.join('/').includes(text)),
	};
}

function valuesOf(
	{runId, key, subject}: DownloadRequest,
	{suggested}: Suggestion,
	{extension}: SafeName,
): Readonly<Record<string, string>> {
	const {title, label, workflowId, createdAt, index} = subject;
	const created = createdAt === null ? '' : localTime(createdAt);
	return {
		date: created.slice(0, 10),
		time: created.slice(11, 19).replaceAll(':', '-'),
		title: title ?? '',
		id: runId,
		label: label ?? '',
		key,
		index: String(index),
		ext: extension.slice(1),
		name: suggestedStem(suggested),
		workflow: workflowId ?? '',
	};
}

/** Leaves out a missing value, together with the separators before it. */
function render(
	part: string,
	values: Readonly<Record<string, string>>,
	request: DownloadRequest,
): string {
	// Literal texts have even indexes, names of placeholders odd ones.
	const text = part.split(/\{([^}]*)\}/).reduce((before, piece, index) => {
		if (index % 2 === 0) {
			return before + piece;
		}

		const input = findInput(request.subject.inputs, piece.replace('input.', ''));
		const value = cleanPart(values[piece] ?? input?.value.exact ?? '', valueBytes);
		return value === '' ? before.replace(/[-_. ]+$/, '') : before + value;
	}, '');
	return safeSegment(text, segmentBytes);
}

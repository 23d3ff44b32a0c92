import {parse} from 'content-disposition';
import type {Redact} from '../../../api/redact.ts';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {
	extensionFor,
	extensionOfMediaType,
	isExtensionOf,
	type OutputKind,
} from '../../../core/output/kinds.ts';
import {addressName} from '../../../core/output/output-address.ts';
import {findInput} from '../../../core/run-order.ts';
import {localTime} from '../../../core/time/rfc3339.ts';
import {mediaTypeOf, type MediaResponse} from './media-client.ts';

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
	const {address, kind} = request.output;
	const usual = safeName({
		runId: request.run.id,
		key: request.output.key.exact,
		// The key of a text may be that of another kind.
		kind: address === null ? 'text' : kind,
		...suggestion,
	});

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
		isUnique: [request.run.id, request.output.key.exact].every(text =>
			parts.join('/').includes(text),
		),
	};
}

function valuesOf(
	{run, output: {key}, label}: DownloadRequest,
	{suggested}: Suggestion,
	{extension}: SafeName,
): Readonly<Record<string, string>> {
	const {execution, title} = run;
	const createdAt = execution?.createdAt ?? execution?.startedAt ?? null;
	const created = createdAt === null ? '' : localTime(createdAt);
	const index = execution?.outputs.findIndex(one => one.key.exact === key.exact) ?? 0;
	return {
		date: created.slice(0, 10),
		time: created.slice(11, 19).replaceAll(':', '-'),
		title: title?.exact ?? '',
		id: run.id,
		label: label ?? '',
		key: key.exact,
		index: String(index + 1),
		ext: extension.slice(1),
		name: splitExtension(lastSegment(suggested ?? '')).stem,
		workflow: execution?.workflowId?.exact ?? '',
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

		const input = findInput(request.run.inputs ?? [], piece.replace('input.', ''));
		const value = cleanPart(values[piece] ?? input?.value.exact ?? '', valueBytes);
		return value === '' ? before.replace(/[-_. ]+$/, '') : before + value;
	}, '');
	return safeSegment(text, segmentBytes);
}

/** A file name in two parts, such as `image` and `.png`, between which a number can be inserted. */
export type SafeName = {readonly stem: string; readonly extension: string};

/** The texts from which a file name is made. All of them are untrusted. */
type NameSource = {
	readonly runId: string;
	readonly key: string;
	/** A name for the file from the host, the API or the address (see `suggestName`); null if there is none. */
	readonly suggested: string | null;
	/** An extension like `.png`, used if `suggested` has none that fits `kind`. May be empty. */
	readonly extension?: string;
	/** The extension of a compressed file, like `.gz`, behind that of its kind. May be empty. */
	readonly compression?: string;
	/** Decides which extensions the file may have, so that no host makes a picture a program. */
	readonly kind: OutputKind;
};

/**
 * Maximum lengths of the parts of a file name, in bytes of UTF-8. The whole name, with a number like `-2` and with
 * `.part.json`, then stays below 255 bytes, the limit of file systems.
 */
const runBytes = 64;
const keyBytes = 64;
const suggestedBytes = 80;

/** Path separators, characters reserved by Windows, white space, and control, invisible and unassigned characters. */
const unsafe = /[/\\<>:"|?*\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]+/gu;

/** Characters at the start of a name that would make it an option, a hidden file or a home folder. */
const badStart = /^[-._~]+/;
/** Characters at the end of a name, which Windows would remove. */
const badEnd = /[. ]+$/;

/** Has a letter: the end of `v1.2` is no extension. */
const extensionPattern = /(?:\.tar)?\.(?=\d*[a-z])[a-z\d]{1,10}$/i;

/** Device names of Windows. They are reserved with any extension. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/** The name is valid on every usual file system and cannot lead to another folder. */
export function safeName({
	runId,
	key,
	suggested,
	extension = '',
	compression = '',
	kind,
}: NameSource): SafeName {
	const whole = splitExtension(lastSegment(suggested ?? ''));
	const inner = splitExtension(whole.stem);
	// `a.png.exe` is `a.png`, if it is a picture.
	const isInner = !isExtensionOf(kind, whole.end) && isExtensionOf(kind, inner.end);
	const {stem, end} = isInner ? inner : whole;
	const words = [
		clean(runId, runBytes) || 'run',
		clean(key, keyBytes) || 'output',
		clean(stem, suggestedBytes),
	];
	return {
		stem: notDevice([...new Set(words)].filter(word => word !== '').join('-')),
		extension: extensionFor(kind, [end.toLowerCase(), extension]) + compression,
	};
}

/** Replaces the characters of a part of a name that no name may have, and cuts it. */
export function cleanPart(text: string, bytes: number): string {
	// Slice first, to limit the work for an enormous text.
	return cut(
		text
			.slice(0, 4 * bytes)
			.normalize('NFC')
			.replaceAll(unsafe, '_'),
		bytes,
	);
}

/** Makes a text a name that is valid on every usual file system and cannot lead to another folder. May be empty. */
export function safeSegment(text: string, bytes: number): string {
	return notDevice(clean(text, bytes));
}

export function numbered({stem, extension}: SafeName, count: number): string {
	return `${stem}${count === 1 ? '' : `-${count}`}${extension}`;
}

function notDevice(name: string): string {
	return device.test(name) ? `run-${name}` : name;
}

function lastSegment(path: string): string {
	const last = path.split(/[/\\]/).findLast(segment => segment !== '');
	return last?.trim() ?? '';
}

function splitExtension(name: string): {readonly stem: string; readonly end: string} {
	const end = extensionPattern.exec(name)?.[0] ?? '';
	const stem = name.slice(0, name.length - end.length);
	// A name like `.png` is a hidden file, not an extension.
	return stem === '' ? {stem: name, end: ''} : {stem, end};
}

function clean(text: string, bytes: number): string {
	return cut(cleanPart(text, 4 * bytes).replace(badStart, ''), bytes).replace(badEnd, '');
}

function cut(text: string, bytes: number): string {
	// `stream` leaves out a character that is incomplete at the end.
	return new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), {stream: true});
}

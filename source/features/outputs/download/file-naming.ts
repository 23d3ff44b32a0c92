import {parse} from 'content-disposition';
import type {Redact} from '../../../api/redact.ts';
import type {DownloadRequest} from '../../../core/output/download.ts';
import {extensionFor} from '../../../core/output/kinds.ts';
import {addressName} from '../../../core/output/output-address.ts';
import {isFile} from '../../../core/output/output.ts';
import {findInput, inputValue} from '../../../core/run-order.ts';
import {localTime} from '../../../core/time/calendar.ts';
import type {MediaResponse} from './media-client.ts';

/** A file name in two parts, such as `image` and `.png`, between which a number can be inserted. */
export type SafeName = {readonly stem: string; readonly extension: string};

/**
 * Returns the name of a file from its `Content-Disposition` header (RFC 6266), else `apiName` (the name in the API) or
 * the last part of the address. Prefers the first of these that has an extension. Text from outside; null if there is
 * none.
 */
export function suggestedName(
	{header, address}: Pick<MediaResponse, 'header' | 'address'>,
	apiName: string | null,
	redact: Redact,
): string | null {
	const names = [apiName, addressName(address)].filter(name => name !== null);
	const {filename = ''} = parse(header('content-disposition')).parameters;
	const name =
		filename.trim() === ''
			? (names.find(one => one.includes('.')) ?? names[0])
			: repairUtf8(filename);
	// Redacted last, because headers and addresses are decoded above.
	return name === undefined ? null : redact(name);
}

/** Decodes a name as UTF-8 if possible. Many hosts send UTF-8 in headers, but Node decodes headers as Latin-1. */
function repairUtf8(name: string): string {
	const decoded = Buffer.from(name, 'latin1').toString('utf8');
	return /[^\0-\u00FF]/.test(name) || decoded.includes('\uFFFD') ? name : decoded;
}

/** Matches a valid template of the user: a relative path without `..`, with known placeholders. */
export const nameTemplate =
	/^(?![/~])(?!.*(?:^|\/)\.{0,2}(?:\/|$))(?:[^{}\\:]|\{(?:date|time|title|id|label|key|index|ext|name|workflow|input\.[^{}/]+)\})+$/;

/** Maximum lengths in bytes of UTF-8. A whole name, with a number and an extension, then stays below 255 bytes. */
const valueBytes = 64;
const stemBytes = 200;

/**
 * Returns where to save an output. `template` matches `nameTemplate`; null for the usual names. `folders` in the result are
 * below the chosen folder, each in the one before.
 */
export function targetOf(
	template: string | null,
	request: DownloadRequest,
	suggested: string | null,
	mediaType: string,
) {
	const {output} = request;
	const base = (suggested ?? '').split(/[/\\]/).at(-1)?.trim() ?? '';
	// Has a letter: the end of `v1.2` is no extension. A name like `.png` is a hidden file.
	const end = /(?<=.)(?:\.tar)?\.(?=\d*[a-z])[a-z\d]{1,10}$/i.exec(base)?.[0] ?? '';
	const stem = base.slice(0, base.length - end.length);
	// The key of a text may be that of another kind.
	const extension = extensionFor(isFile(output) ? output.kind : 'text', end, mediaType);
	const values = {...valuesOf(request), ext: extension.slice(1), name: stem};
	// A host may name a file after its key.
	const usualName = stem === output.key.exact ? '{id}-{key}' : '{id}-{key}-{name}';
	// The extension is always at the end, so that a number can be inserted before it.
	const parts = (template ?? usualName)
		.replace(/\.?\{ext\}$/, '')
		.split('/')
		.map(part => render(part, values, request));
	return {
		folders: parts.slice(0, -1).filter(Boolean),
		name: {stem: parts.at(-1) || render(usualName, values, request) || 'output', extension},
	};
}

function valuesOf({run, output: {key}, label}: DownloadRequest): Readonly<Record<string, string>> {
	const {execution, title, id} = run;
	const createdAt = execution?.createdAt ?? execution?.startedAt ?? null;
	const created = createdAt === null ? '' : localTime(createdAt);
	const index = execution?.outputs.findIndex(one => one.key.exact === key.exact) ?? 0;
	return {
		date: created.slice(0, 10),
		time: created.slice(11, 19).replaceAll(':', '-'),
		title: title?.exact ?? '',
		id,
		label: label ?? '',
		key: key.exact,
		index: String(index + 1),
		workflow: execution?.workflowId?.exact ?? '',
	};
}

/** Fills in a part of a template. Leaves out a missing value, together with the separators before it. */
function render(
	part: string,
	values: Readonly<Record<string, string>>,
	{run: {inputs}}: DownloadRequest,
): string {
	// Literal texts have even indexes, names of placeholders odd ones.
	const text = part.split(/\{([^}]*)\}/).reduce((before, piece, index) => {
		if (index % 2 === 0) {
			return before + piece;
		}

		const input = findInput(inputs ?? [], piece.replace('input.', ''));
		const value = safeSegment(
			values[piece] ?? (input && inputValue(input).exact) ?? '',
			valueBytes,
		);
		return value === '' ? before.replace(/[-_. ]+$/, '') : before + value;
	}, '');
	return safeSegment(text, stemBytes);
}

/** Path separators, characters reserved by Windows, white space, and control, invisible and unassigned characters. */
const unsafe = /[/\\<>:"|?*\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]+/gu;

/** Makes a text a name that leads to no other folder and is no hidden file or option, of at most `bytes` bytes. May be empty. */
export function safeSegment(text: string, bytes: number): string {
	// Slice first, to limit the work for an enormous text.
	const safe = text
		.slice(0, 4 * bytes)
		.normalize('NFC')
		.replaceAll(unsafe, '_')
		.replace(/^[-._~]+/, '');
	// `stream` leaves out a character that is incomplete at the end.
	const cut = new TextDecoder().decode(Buffer.from(safe).subarray(0, bytes), {stream: true});
	return cut.replace(/[. ]+$/, '');
}

export function numberedName({stem, extension}: SafeName, count: number): string {
	return `${stem}${count === 1 ? '' : `-${count}`}${extension}`;
}

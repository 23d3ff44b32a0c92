import {extensionFor, isExtensionOf, type OutputKind} from '../../../core/output/kinds.ts';
import type {RunOrderId} from '../../../core/run.ts';

/** A file name in two parts, such as `image` and `.png`, between which a number can be inserted. */
export type SafeName = {readonly stem: string; readonly extension: string};

/** The texts from which a file name is made. All of them are untrusted. */
type NameSource = {
	readonly runId: RunOrderId;
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

/** Returns the name of a suggested file without folders and extension; empty if there is none. */
export function suggestedStem(suggested: string | null): string {
	return splitExtension(lastSegment(suggested ?? '')).stem;
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
	let room = bytes;
	let kept = '';

	for (const character of text) {
		room -= Buffer.byteLength(character);

		if (room < 0) {
			break;
		}

		kept += character;
	}

	return kept;
}

import type {DownloadRequest} from '../../../core/output/download.ts';
import {findInput} from '../../../core/run-order.ts';
import {localTime} from '../../../core/time/rfc3339.ts';
import {cleanPart, safeName, safeSegment, suggestedStem, type SafeName} from './safe-name.ts';

/** A file name for the output from the host, the API or the address (`suggestName`). It is untrusted. */
type Suggestion = {
	readonly suggested: string | null;
	readonly extension?: string;
	readonly compression?: string;
};

/** Where an output is to be saved. `folders` are below the chosen folder, each in the one before. */
type Target = {
	readonly folders: readonly string[];
	readonly name: SafeName;
	/** Whether no other output has this name, so that a file with the same length is the same output. */
	readonly isUnique: boolean;
};

/**
 * Matches a valid template of the user, such as `{date}/{title}/{label}-{key}.{ext}`: a relative path without `..`, with
 * known placeholders.
 */
export const nameTemplate =
	/^(?![/~])(?!.*(?:^|\/)\.{0,2}(?:\/|$))(?:[^{}\\:]|\{(?:date|time|title|id|label|key|index|ext|name|workflow|input\.[^{}/]+)\})+$/;

/** Maximum lengths in bytes of UTF-8. A name with a number and an extension then stays below 255 bytes. */
const valueBytes = 80;
const segmentBytes = 200;
/** The most bytes of one character: a text that was cut may be shorter than the maximum by less than this. */
const characterBytes = 4;

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
		isUnique:
			template.includes('{id}') &&
			template.includes('{key}') &&
			[request.runId, request.key].every(text => parts.join('/').includes(text)) &&
			parts.every(part => Buffer.byteLength(part) <= segmentBytes - characterBytes),
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

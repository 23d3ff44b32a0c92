import type {DownloadRequest} from '../../../core/output/download.ts';
import type {OrderInput} from '../../../core/run-order.ts';
import {cleanPart, safeName, safeSegment, suggestedStem, type SafeName} from './safe-name.ts';

/** A file name for the output from the host, the API or the address (`suggestName`). It is untrusted. */
type Suggestion = {readonly suggested: string | null; readonly extension?: string};

/** Where an output is to be saved. `folders` are below the chosen folder, each in the one before. */
export type Target = {
	readonly folders: readonly string[];
	readonly name: SafeName;
	/** Whether no other output has this name, so that a file with the same length is the same output. */
	readonly isUnique: boolean;
};

/** The names of files by a template of the user, such as `{date}/{title}/{label}-{key}.{ext}`. */
export type FileNaming = {
	/** Whether the names contain inputs of the run. */
	readonly needsInputs: boolean;
	readonly needsTitle: boolean;
	/** Whether each run has a folder of its own. */
	readonly hasRunFolder: boolean;
	target(request: DownloadRequest, suggestion: Suggestion): Target;
};

/** Matches a valid template: a relative path without `..`, with known placeholders. */
export const nameTemplate =
	/^(?![/~])(?!.*(?:^|\/)\.{0,2}(?:\/|$))(?:[^{}\\:]|\{(?:date|time|title|id|label|key|index|ext|name|workflow|input\.[^{}/]+)\})+$/;

/** Maximum lengths in bytes of UTF-8. A name with a number and an extension then stays below 255 bytes. */
const valueBytes = 80;
const segmentBytes = 200;

const usualNaming: FileNaming = {
	needsInputs: false,
	needsTitle: false,
	hasRunFolder: false,
	target: (request, suggestion) => ({
		folders: [],
		name: safeName({...request, ...suggestion}),
		isUnique: true,
	}),
};

/** `template` matches `nameTemplate`; null for the usual names. */
export function fileNaming(template: string | null): FileNaming {
	if (template === null) {
		return usualNaming;
	}

	// The extension is always at the end, so that a number can be inserted before it.
	const segments = template.replace(/\.?\{ext\}$/, '').split('/');
	const placeholders = (text: string): readonly string[] => pieces(text).filter(isPlaceholder);
	const used = placeholders(template);
	return {
		needsInputs: used.some(name => name.startsWith('input.')),
		needsTitle: used.includes('title'),
		hasRunFolder: segments.slice(0, -1).flatMap(placeholders).includes('id'),
		target(request, suggestion) {
			const usual = safeName({...request, ...suggestion});
			const values = valuesOf(request, suggestion, usual);
			const names = segments.map(segment => render(segment, values, request.subject.inputs));
			const stem = names.at(-1) ?? '';
			return {
				folders: names.slice(0, -1).filter(name => name !== ''),
				name: stem === '' ? usual : {stem, extension: usual.extension},
				isUnique:
					used.includes('id') &&
					used.includes('key') &&
					!isLong(request.key, valueBytes) &&
					!isLong(stem, segmentBytes - 1),
			};
		},
	};
}

function isLong(text: string, bytes: number): boolean {
	return Buffer.byteLength(text) > bytes;
}

/** Splits a template into literal texts (even indexes) and names of placeholders (odd indexes). */
function pieces(template: string): readonly string[] {
	return template.split(/\{([^}]*)\}/);
}

function isPlaceholder(_piece: string, index: number): boolean {
	return index % 2 === 1;
}

function valuesOf(
	{runId, key, subject}: DownloadRequest,
	{suggested}: Suggestion,
	{extension}: SafeName,
): Readonly<Record<string, string>> {
	const {title, label, workflowId, createdAt, index} = subject;
	const [date = '', time = ''] = createdAt === null ? [] : localTime(createdAt);
	return {
		date,
		time,
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
	segment: string,
	values: Readonly<Record<string, string>>,
	inputs: readonly OrderInput[],
): string {
	const text = pieces(segment).reduce((before, piece, index) => {
		const isValue = isPlaceholder(piece, index);
		const value = isValue
			? (values[piece] ?? inputValue(inputs, piece.slice('input.'.length)))
			: piece;
		const clean = cleanPart(value, valueBytes);
		return isValue && clean === '' ? before.replace(/[-_. ]+$/, '') : before + clean;
	}, '');
	return safeSegment(text, segmentBytes);
}

/** Returns the input whose path is `key` or ends with it, such as `6.seed` for `seed`; empty if there is none. */
function inputValue(inputs: readonly OrderInput[], key: string): string {
	const found =
		inputs.find(input => input.key.exact === key) ??
		inputs.find(input => input.key.exact.endsWith(`.${key}`));
	return found?.value.exact ?? '';
}

/** Returns the date and the time in the time zone of this machine, as `2026-11-26` and `10-02-11`. */
function localTime(at: number): readonly string[] {
	const time = new Date(at);
	const parts = [
		[time.getFullYear(), time.getMonth() + 1, time.getDate()],
		[time.getHours(), time.getMinutes(), time.getSeconds()],
	];
	return parts.map(numbers => numbers.map(number => String(number).padStart(2, '0')).join('-'));
}

import type {RunOrderId} from '../../../core/run.ts';

/** A name for a file, in two pieces between which a counter goes. Any counter may; together they are one name. */
export type SafeName = {readonly stem: string; readonly ending: string};

/** What a name is made of. All of it may hold anything. */
export type NameSource = {
	readonly runId: RunOrderId;
	readonly key: string;
	/** What the host calls the file, or what its address ends with; null where neither says anything. */
	readonly suggested: string | null;
	/** Goes behind a suggestion that has no ending of its own, like `.png`; may be empty. */
	readonly ending?: string;
};

/**
 * Bytes of UTF-8 for each piece. With the hyphens, the longest ending, a counter and `.part.json` it stays below 255,
 * which is what file systems take.
 */
const runBytes = 64;
const keyBytes = 64;
const suggestedBytes = 80;

/**
 * What is not kept: separators and what Windows reserves, controls, whatever cannot be seen or changes direction, unassigned
 * and private characters, halves of characters, and space of any kind.
 */
const unsafe = /[/\\<>:"|?*\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]+/gu;

/** What must not begin a name (an option, a hidden file, a home folder), and what Windows drops from its end. */
const badStart = /^[-._~]+/;
const badEnd = /[. ]+$/;

const ownEnding = /(?:\.tar)?\.[a-z\d]{1,10}$/i;

/** Names that Windows gives to devices, whatever follows the first dot. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/**
 * The name under which an output is saved: run, key and what the host calls it. A direct child of whatever folder it is
 * put into, on every usual file system.
 */
export function safeName({runId, key, suggested, ending = ''}: NameSource): SafeName {
	const {stem, end} = splitEnding(lastSegment(suggested ?? ''));
	const words = [
		clean(runId, runBytes) || 'run',
		clean(key, keyBytes) || 'output',
		clean(stem, suggestedBytes),
	];
	const whole = [...new Set(words)].filter(word => word !== '').join('-');
	return {
		stem: device.test(whole) ? `run-${whole}` : whole,
		ending: end === '' ? ending : end.toLowerCase(),
	};
}

/** The name with a counter in it, from the second file of that name on. */
export function numbered({stem, ending}: SafeName, count: number): string {
	return `${stem}${count === 1 ? '' : `-${count}`}${ending}`;
}

/** A suggestion may be a whole path; what it says of folders is not asked for. */
function lastSegment(path: string): string {
	return (
		path
			.split(/[/\\]/)
			.findLast(segment => segment !== '')
			?.trim() ?? ''
	);
}

function splitEnding(name: string): {readonly stem: string; readonly end: string} {
	const end = ownEnding.exec(name)?.[0] ?? '';
	const stem = name.slice(0, name.length - end.length);
	// A name that is nothing but an ending is one that begins with a dot.
	return stem === '' ? {stem: name, end: ''} : {stem, end};
}

function clean(text: string, bytes: number): string {
	// More can never be kept; what is enormous is not gone through.
	const plain = text
		.slice(0, 4 * bytes)
		.normalize('NFC')
		.replaceAll(unsafe, '_');
	return cut(plain.replace(badStart, ''), bytes).replace(badEnd, '');
}

/** As many whole characters as have room. */
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

import type {Output} from '../../core/output/output.ts';
import {addressName} from '../../core/output/output-name.ts';
import {foreignName, foreignProse} from '../../core/text/sanitize.ts';
import {outputKind} from '../output-kind.ts';
import {isRecord, readScalar} from './readers.ts';

/** The maximum nesting depth of outputs. Deeper outputs are only counted. */
const maxDepth = 16;
/** The maximum number of values that are read. Outputs in further values are only counted. */
const maxNodes = 10_000;
/** An object with more fields is not read as the description of a file. */
const maxFileFields = 100;
const rootKey = 'outputs';
/** Fields that describe a file. They are not outputs if the same object contains the address of the file. */
const fileFields: ReadonlySet<string> = new Set(
	'filename file_name name type format mime mime_type content_type subfolder width height size duration fps frame_rate'.split(
		' ',
	),
);

/** Outputs that were read. `leftOut` is the number of outputs beyond the limits. */
export type ReadOutputs = {readonly outputs: readonly Output[]; readonly leftOut: number};

/**
 * Reads `outputs` of an execution. Every text at any depth is an output, and its path is its key. Numbers and booleans
 * count as text; null and empty text are ignored. In an object like `{filename, url, type}` only the address is an
 * output, and the file name is its name.
 */
export function readOutputs(value: unknown): ReadOutputs {
	const outputs: Output[] = [];
	const taken = new Map<string, number>();
	let nodes = 0;
	let leftOut = 0;

	function walk(node: unknown, path: ReadonlyArray<string | number>, name: string | null): void {
		if (nodes === maxNodes || path.length > maxDepth) {
			leftOut += countTexts(node);
			return;
		}

		nodes++;

		if (isText(node)) {
			const text = readScalar(node) ?? '';
			outputs.push(readOutput(uniqueKey(path.join('.') || rootKey, taken), text, name));
		}

		const file = readFile(node);

		for (const [key, child] of partsOf(node, () => file !== null)) {
			walk(child, [...path, key], file?.name ?? null);
		}
	}

	walk(value, [], null);
	return {outputs, leftOut};
}

/** Counts the texts at any depth. Does not use recursion, which could overflow the stack. */
function countTexts(value: unknown): number {
	const waiting = [value];
	let count = 0;

	while (waiting.length > 0) {
		const node = waiting.pop();
		count += isText(node) ? 1 : 0;

		for (const [, child] of partsOf(node, () => readFile(node) !== null)) {
			waiting.push(child);
		}
	}

	return count;
}

function isText(node: unknown): boolean {
	const text = readScalar(node);
	return text !== null && text !== '';
}

function* partsOf(
	node: unknown,
	isFile: () => boolean,
): Generator<readonly [string | number, unknown]> {
	for (const [key, child] of children(node)) {
		if (!fileFields.has(String(key)) || !isScalar(child) || !isFile()) {
			yield [key, child];
		}
	}
}

/** Returns the file name in an object that describes a file, which has exactly one address. Returns null for other nodes. */
function readFile(node: unknown): {readonly name: string | null} | null {
	if (!isRecord(node) || Object.keys(node).length > maxFileFields) {
		return null;
	}

	const addresses = Object.values(node).filter(
		child => typeof child === 'string' && parseAddress(child) !== null,
	);
	const name = node['filename'] ?? node['file_name'] ?? node['name'];
	return addresses.length === 1
		? {name: typeof name === 'string' && name !== '' ? name : null}
		: null;
}

function isScalar(node: unknown): boolean {
	return node === null || readScalar(node) !== null;
}

/** Does not copy an array, because a malicious one may be very long. */
function children(node: unknown): Iterable<readonly [string | number, unknown]> {
	return Array.isArray(node) ? node.entries() : isRecord(node) ? Object.entries(node) : [];
}

function readOutput(key: string, text: string, givenName: string | null): Output {
	const address = parseAddress(text);
	const name = address === null ? null : (givenName ?? addressName(address));
	const kind = outputKind(key, address, name);
	return {
		key: foreignName(key),
		kind: kind ?? (address === null ? 'text' : 'file'),
		isKindDeclared: kind !== null || address === null,
		name: name === null ? null : foreignName(name),
		value: address === null ? foreignProse(text) : foreignName(text),
		address,
	};
}

/**
 * Makes a key unique. `{"a.0": x, "a": [y]}` has two texts with the key `a.0`. The second key becomes `a.0'`, a third
 * one `a.0'2`. `taken` contains the number of repetitions of each key; without it, many equal keys would take minutes.
 */
function uniqueKey(key: string, taken: Map<string, number>): string {
	let repeats = taken.get(key) ?? 0;
	let unique = key;

	while (taken.has(unique)) {
		repeats++;
		unique = repeats === 1 ? `${key}'` : `${key}'${repeats}`;
	}

	taken.set(unique, 0);
	taken.set(key, repeats);
	return unique;
}

/** Parses an http or https URL without user name and password. Returns null for any other text, which is never linked. */
function parseAddress(text: string): URL | null {
	if (!/^https?:\/\/\S+$/i.test(text)) {
		return null;
	}

	const address = URL.parse(text);
	return address === null || address.username !== '' || address.password !== '' ? null : address;
}

import type {Output} from '../../core/output/output.ts';
import {addressName} from '../../core/output/output-name.ts';
import {foreignName, foreignProse} from '../../core/text/sanitize.ts';
import {outputKind} from '../output-kind.ts';
import {parseAddress} from './address.ts';
import {isRecord, readScalar} from './readers.ts';

/** Deeper and further than any workflow goes; what lies beyond is only counted. */
const maxDepth = 16;
const maxNodes = 10_000;
/** An object with more fields describes no file. */
const maxFileFields = 100;
/** What `outputs` itself is called when it is no object. */
const rootKey = 'outputs';
/** What an object that holds a file's address says beside it: no outputs of their own, but of that one. */
const fileFields: ReadonlySet<string> = new Set(
	'filename file_name name type format mime mime_type content_type subfolder width height size duration fps frame_rate'.split(
		' ',
	),
);

/** The outputs of a response, and how many more it had than are read. */
export type ReadOutputs = {readonly outputs: readonly Output[]; readonly leftOut: number};

/**
 * `outputs` of an execution: every text in it, however deep, under the path of keys that leads to it. Numbers and
 * truth values are text; null and the empty text are nothing yet. Of `{filename, url, type}` only the address is an
 * output, which has the name.
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

/** The texts in a node. Nothing is deep enough to stop it: it goes by a stack of its own. */
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

/** The children of a node, but for what only describes the file beside it. */
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

/** An object that describes one file: it holds just one address. Null for anything else. */
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

/** An array's are taken as they are asked for: a hostile one has more than could be listed. */
function children(node: unknown): Iterable<readonly [string | number, unknown]> {
	return Array.isArray(node) ? node.entries() : isRecord(node) ? Object.entries(node) : [];
}

function readOutput(key: string, text: string, said: string | null): Output {
	const address = parseAddress(text);
	const name = address === null ? null : (said ?? addressName(address));
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
 * `{"a.0": x, "a": [y]}` has two leaves of one path, and a key must name one output: `a.0`, `a.0'`, `a.0'2` and so on. `taken` has the number of
 * repetitions of each key: to try all of them again for each output would take minutes.
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

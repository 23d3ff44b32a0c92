import {addressName, isWebAddress} from '../../core/output/output-address.ts';
import type {Output} from '../../core/output/output.ts';
import {cleanName, foreignName, foreignProse} from '../../core/text/sanitize.ts';
import {outputKind} from '../output-kind.ts';
import {isRecord, readScalar} from './readers.ts';

/** The maximum nesting depth of outputs that are read. Deeper outputs are only counted. */
const maxDepth = 16;
/** The maximum number of JSON values that are read. Outputs in further values are only counted. */
const maxNodes = 10_000;
/** An object with more fields than this is not read as the description of a file, but as separate outputs. */
const maxFileFields = 100;
const rootKey = 'outputs';
/** Fields that describe a file. They are no outputs if the object also contains the address of the file. */
const fileFields: ReadonlySet<string> = new Set(
	'filename file_name name type format mime mime_type content_type subfolder width height size duration fps frame_rate'.split(
		' ',
	),
);

/**
 * Reads the field `outputs` of an execution. Every non-empty text, number or boolean at any depth is an output, whose
 * key is its path, like `images.0.url`. In an object like `{filename, url, type}` only the address is an output, and
 * the file name is its name. `leftOut` is the number of outputs beyond `maxDepth` and `maxNodes`.
 */
export function readOutputs(value: unknown) {
	const outputs: Output[] = [];
	const taken = new Map<string, number>();
	// A stack of the values to read, the next one last. Recursion could overflow the stack of the process.
	const waiting: Part[] = [{node: value, path: [], fileName: null}];
	let nodes = 0;
	let leftOut = 0;

	for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
		const {node, path, fileName} = part;
		const text = readScalar(node) ?? '';
		const isWithinLimits = nodes < maxNodes && path.length <= maxDepth;
		nodes += isWithinLimits ? 1 : 0;

		if (text !== '' && isWithinLimits) {
			const key = uniqueKey(path.join('.') || rootKey, taken);
			outputs.push(readOutput(key, text, fileName));
		} else if (text !== '') {
			leftOut++;
		}

		const file = readFile(node);

		for (const [key, child] of childrenOf(node, file !== null).toReversed()) {
			waiting.push({
				node: child,
				path: isWithinLimits ? [...path, key] : path,
				fileName: file?.name ?? null,
			});
		}
	}

	return {outputs, leftOut};
}

type Part = {
	readonly node: unknown;
	readonly path: ReadonlyArray<string | number>;
	/** The file name in the parent object, if that object describes a file; otherwise null. */
	readonly fileName: string | null;
};

/** Returns the elements of an array or the fields of an object; if `isFile`, without fields such as the file's size. */
function childrenOf(
	node: unknown,
	isFile: boolean,
): ReadonlyArray<readonly [string | number, unknown]> {
	if (Array.isArray(node)) {
		return [...node.entries()];
	}

	const fields = isRecord(node) ? Object.entries(node) : [];
	return isFile
		? fields.filter(
				([key, child]) => !fileFields.has(key) || isRecord(child) || Array.isArray(child),
			)
		: fields;
}

/** Null unless the object describes a file: exactly one of its fields is an address. `name` is the file name in it. */
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

/** Reads an output from its text, which can be an address. `givenName`: the name of the file in the response. */
export function readOutput(key: string, text: string, givenName: string | null): Output {
	const address = parseAddress(text);
	const name = address === null ? null : (givenName ?? addressName(address));
	const kind = outputKind(key, address, name);
	return {
		key: foreignName(key),
		kind: kind ?? (address === null ? 'text' : 'file'),
		isKindDeclared: kind !== null || address === null,
		name: name === null ? null : foreignName(name),
		value: address === null ? foreignProse(text) : {safe: cleanName(text), exact: text},
		address,
	};
}

/**
 * In `{"a.0": x, "a": [y]}`, `x` and `y` have the same path `a.0`, so `y` gets the key `a.0'`. A third value with this
 * path would get `a.0'2`. `taken` maps each used key to its number of repetitions. Counting them again for each value
 * would take minutes if many keys are equal.
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

/** Parses an http or https URL. Returns null for any other text, and for a URL with a user name or a password. */
function parseAddress(text: string): URL | null {
	if (!/^https?:\/\/\S+$/i.test(text)) {
		return null;
	}

	const address = URL.parse(text);
	return address !== null && isWebAddress(address) ? address : null;
}

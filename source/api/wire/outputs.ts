import {kindOfApiName, kindOfName, type OutputKind} from '../../core/output/kinds.ts';
import {addressName, isWebAddress} from '../../core/output/output-address.ts';
import type {Output} from '../../core/output/output.ts';
import {cleanName, foreignName, foreignProse} from '../../core/text/sanitize.ts';
import {isRecord, readScalar, type JsonObject} from './readers.ts';

/** The maximum number of outputs of a run. Further ones are only counted. */
const maxOutputs = 2000;
/** The maximum nesting depth of outputs. What is deeper counts as one output that was left out. */
const maxDepth = 16;
/** Fields that describe a file. They are no outputs if the object also contains the address of the file. */
const fileFields: ReadonlySet<string> = new Set(
	'filename file_name name type format mime mime_type content_type subfolder width height size duration fps frame_rate'.split(
		' ',
	),
);

/**
 * Reads the field `outputs` of an execution. Every non-empty text, number or boolean at any depth is an output, whose
 * key is its path, like `images.0.url`. In an object like `{filename, url, type}` only the address is an output, and
 * the file name is its name. `leftOut` is the number of outputs beyond the limits.
 */
export function readOutputs(value: unknown) {
	const outputs: Output[] = [];
	const keys = new Set<string>();
	let leftOut = 0;

	function read(
		node: unknown,
		path: ReadonlyArray<string | number>,
		fileName: string | null,
	): void {
		const text = readScalar(node) ?? '';
		const isNested = typeof node === 'object' && node !== null;

		if (isNested && path.length <= maxDepth) {
			const file = isRecord(node) && isFile(node) ? node : null;
			const name = file?.['filename'] ?? file?.['file_name'] ?? file?.['name'];

			for (const [key, child] of Array.isArray(node) ? node.entries() : Object.entries(node)) {
				const isDetail = file !== null && fileFields.has(String(key)) && readScalar(child) !== null;

				if (!isDetail) {
					read(child, [...path, key], typeof name === 'string' && name !== '' ? name : null);
				}
			}
		} else if (isNested || (text !== '' && outputs.length === maxOutputs)) {
			leftOut++;
		} else if (text !== '') {
			outputs.push(readOutput(uniqueKey(path.join('.') || 'outputs', keys), text, fileName));
		}
	}

	read(value, [], null);
	return {outputs, leftOut};
}

/** Whether exactly one field of an object is an address. The others then describe the file there. */
function isFile(node: JsonObject): boolean {
	return (
		Object.values(node).filter(child => typeof child === 'string' && parseAddress(child) !== null)
			.length === 1
	);
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

/** In `{"a.0": x, "a": [y]}`, `x` and `y` have the same path. So `y` gets the key `a.0'2`. */
function uniqueKey(key: string, taken: Set<string>): string {
	let unique = key;

	for (let number = 2; taken.has(unique); number++) {
		unique = `${key}'${number}`;
	}

	taken.add(unique);
	return unique;
}

/**
 * Returns the kind of an output; null if unknown. The file extension in `address` or `name` decides. Without an address
 * or a known extension, a word in `key` decides, such as `images` in `n9_images`.
 */
export function outputKind(
	key: string,
	address: URL | null,
	name: string | null = null,
): OutputKind | null {
	// An address of the workflow engine has the file name in its query: `/view?filename=a.png`.
	const names =
		address === null ? [] : [address.pathname, address.searchParams.get('filename'), name];
	const words = key.toLowerCase().split(/[^a-z]+/);
	const kinds = [
		...names.map(each => kindOfName(each ?? '')),
		...words.toReversed().map(kindOfApiName),
	];
	return kinds.find(kind => kind !== null) ?? null;
}

/** Parses an http or https URL. Returns null for any other text, and for a URL with a user name or a password. */
function parseAddress(text: string): URL | null {
	if (!/^https?:\/\/\S+$/i.test(text)) {
		return null;
	}

	const address = URL.parse(text);
	return address !== null && isWebAddress(address) ? address : null;
}

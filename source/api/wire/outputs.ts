import {readFileReference} from '../../core/output/file-value.ts';
import {kindOfApiName, kindOfName, type OutputKind} from '../../core/output/kinds.ts';
import {addressName} from '../../core/output/output-address.ts';
import type {Output} from '../../core/output/output.ts';
import {cleanName, foreignName, foreignProse} from '../../core/text/sanitize.ts';
import {isRecord, readScalar} from './readers.ts';

/** The maximum number of outputs of a run. Further ones are only counted. */
const maxOutputs = 2000;
/** The maximum nesting depth of outputs. What is deeper counts as one output that was left out. */
const maxDepth = 16;
/** Fields that describe a file. They are not outputs if the same object contains the address of the file. */
const fileField =
	/^(file_?name|name|label|role|type|format|mime(_type)?|content_type|subfolder|width|height|size|duration|fps|frame_rate)$/;

/**
 * Reads the field `outputs` of an execution. Every non-empty text, number or boolean at any depth is an output, whose
 * key is its path, like `images.0.url`. In an object like `{filename, url, type}` only the address is an output, and
 * the file name is its name. `leftOut` is the number of outputs beyond the limits.
 */
export function readOutputs(value: unknown) {
	const outputs: Output[] = [];
	let leftOut = 0;

	function read(node: unknown, path: readonly string[], fileName: string | null): void {
		const text = readScalar(node) ?? '';
		const isNested = typeof node === 'object' && node !== null;

		if (isNested && path.length <= maxDepth) {
			const children = Object.entries(node);
			// If exactly one field is an address, the others describe the file there.
			const addresses = children.filter(([, child]) => isFile(child));
			const file = isRecord(node) && addresses.length === 1 ? node : null;
			const name = file?.['filename'] ?? file?.['file_name'] ?? file?.['name'] ?? file?.['label'];

			for (const [key, child] of children) {
				if (file === null || !fileField.test(key) || readScalar(child) === null) {
					read(child, [...path, key], typeof name === 'string' && name !== '' ? name : null);
				}
			}
		} else if (isNested || (text !== '' && outputs.length === maxOutputs)) {
			leftOut++;
		} else if (text !== '') {
			outputs.push(readOutput(path.join('.') || 'outputs', text, fileName));
		}
	}

	read(value, [], null);
	return {outputs, leftOut};
}

/** Reads an output from its text, which can be an address. `givenName`: the name of the file in the response. */
export function readOutput(key: string, text: string, givenName: string | null): Output {
	const file = readFileReference(text);
	const address = file?.address ?? null;
	const assetId = file?.assetId ?? null;
	const name = isFile(text) ? (givenName ?? (address && addressName(address))) : null;
	return {
		key: foreignName(key),
		kind: outputKind(key, address, name) ?? (isFile(text) ? 'file' : 'text'),
		name: name === null ? null : foreignName(name),
		value: isFile(text) ? {safe: cleanName(text), exact: text} : foreignProse(text),
		address,
		assetId,
	};
}

function isFile(value: unknown): boolean {
	const file = typeof value === 'string' ? readFileReference(value) : null;
	return (file?.address ?? file?.assetId ?? null) !== null;
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

import type {Output} from '../../domain/output.ts';
import {foreignName, foreignProse} from '../../terminal/sanitize.ts';
import {outputKind} from '../output-kind.ts';
import {parseAddress} from './address.ts';
import {isRecord, readScalar} from './readers.ts';

/** Deeper and further than any workflow goes; what lies beyond is ignored. */
const deepest = 16;
const mostNodes = 10_000;
/** What `outputs` itself is called when it is no object. */
const rootKey = 'outputs';

/**
 * `outputs` of an execution: every text in it, however deep, under the path of keys that leads to it. Numbers and
 * truth values are text; null and the empty text are nothing yet.
 */
export function readOutputs(value: unknown): readonly Output[] {
	const outputs: Output[] = [];
	const taken = new Set<string>();
	let nodes = 0;

	function walk(node: unknown, path: ReadonlyArray<string | number>): void {
		nodes++;
		const text = readScalar(node);

		if (text !== null && text !== '') {
			outputs.push(readOutput(uniqueKey(path.join('.') || rootKey, taken), text));
		}

		for (const [key, child] of path.length < deepest ? children(node) : []) {
			if (nodes === mostNodes) {
				return;
			}

			walk(child, [...path, key]);
		}
	}

	walk(value, []);
	return outputs;
}

/** An array's are taken as they are asked for: a hostile one has more than could be listed. */
function children(node: unknown): Iterable<readonly [string | number, unknown]> {
	return Array.isArray(node) ? node.entries() : isRecord(node) ? Object.entries(node) : [];
}

function readOutput(key: string, text: string): Output {
	const address = parseAddress(text);
	return {
		key: foreignName(key),
		kind: outputKind(key, address),
		value: address === null ? foreignProse(text) : foreignName(text),
		address,
	};
}

/** `{"a.0": x, "a": [y]}` has two leaves of one path, and a key must name one output. */
function uniqueKey(key: string, taken: Set<string>): string {
	let unique = key;

	while (taken.has(unique)) {
		unique += "'";
	}

	taken.add(unique);
	return unique;
}

import {parse, traverse, type AnyNode, type ValueNode} from '@humanwhocodes/momoa';

/** A place in a text. `line` and `column` are counted from 1; columns are UTF-16 units. */
export type Position = {readonly line: number; readonly column: number};

/** One name or index for each step into a JSON value. */
export type JsonPath = readonly (string | number)[];

/** Parsed JSON with the position of each part in the text. */
export type JsonText = {
	readonly value: unknown;
	/** Returns the start of the value at the path, or of the nearest part around it if there is no such value. */
	positionOf(path: JsonPath): Position;
	/** Returns the start of the name at the end of the path. */
	positionOfName(path: JsonPath): Position;
	readonly duplicateNames: ReadonlyArray<{readonly name: string; readonly position: Position}>;
};

/** Parses JSON; returns the position of the first error if it is invalid. */
export function readJsonText(text: string): JsonText | Position {
	// Some editors write a byte order mark, which no parser accepts.
	const source = text.replace(/^\u{FEFF}/u, '');
	let root: ValueNode;

	try {
		root = parse(source).body;
	} catch (error) {
		// A stack overflow by deep nesting has no position.
		const {line = 1, column = 1} = error as Partial<Position>;
		return {line, column};
	}

	return {
		// Unlike Momoa, `JSON.parse` makes a plain property of `__proto__`.
		value: JSON.parse(source),
		positionOf: path => startOf(find(root, path).node),
		positionOfName: path => startOf(find(root, path).name),
		duplicateNames: duplicateNames(root),
	};
}

function duplicateNames(root: ValueNode): JsonText['duplicateNames'] {
	const duplicates: Array<JsonText['duplicateNames'][number]> = [];

	traverse(root, {
		enter(visited) {
			const node = visited as AnyNode;
			const seen = new Set<string>();

			for (const {name: nameNode} of node.type === 'Object' ? node.members : []) {
				const name = textOf(nameNode);

				if (seen.has(name)) {
					duplicates.push({name, position: startOf(nameNode)});
				}

				seen.add(name);
			}
		},
	});
	return duplicates;
}

function startOf({loc}: AnyNode): Position {
	return {line: loc.start.line, column: loc.start.column};
}

/** Returns the node at a path, and that of its name. An element of a list is its own name. */
function find(root: ValueNode, path: JsonPath): {readonly node: AnyNode; readonly name: AnyNode} {
	let node = root;
	let name: AnyNode = root;

	for (const step of path) {
		if (node.type === 'Object') {
			// The last of two members with the same name is effective.
			const member = node.members.findLast(({name: key}) => textOf(key) === step);

			if (member === undefined) {
				break;
			}

			name = member.name;
			node = member.value;
		} else if (node.type === 'Array' && typeof step === 'number') {
			node = node.elements[step]?.value ?? node;
			name = node;
		} else {
			break;
		}
	}

	return {node, name};
}

type NameNode = Extract<AnyNode, {type: 'Member'}>['name'];

function textOf(name: NameNode): string {
	return name.type === 'String' ? name.value : name.name;
}

import {parse, traverse, type AnyNode, type ValueNode} from '@humanwhocodes/momoa';

/** A position in a text. `line` and `column` start at 1. Columns count UTF-16 units. */
export type Position = {readonly line: number; readonly column: number};

export type ConfigFault = {readonly sentence: string; readonly position: Position};

/** The path of a JSON value: the member names and array indexes that lead from the root to it. */
export type JsonPath = readonly (string | number)[];

export type JsonText = {
	readonly value: unknown;
	/** Returns the position of the start of a value. If the value does not exist, returns that of its nearest ancestor. */
	positionOf(path: JsonPath): Position;
	/** Returns the position of a member's name, such as of `"keys"` in `{"keys": {}}`. `path` is that of the member. */
	positionOfName(path: JsonPath): Position;
	readonly duplicateNames: ReadonlyArray<{readonly name: string; readonly position: Position}>;
};

/** Parses JSON. Returns the position of the first error if the text is invalid. */
export function readJsonText(text: string): JsonText | Position {
	// Removes a byte order mark, which some editors write and JSON parsers reject.
	const source = text.replace(/^\u{FEFF}/u, '');
	let root: ValueNode;

	try {
		root = parse(source).body;
	} catch (error) {
		// An overflow of the stack, caused by deep nesting, is an error without a position.
		const {line = 1, column = 1} = error as Partial<Position>;
		return {line, column};
	}

	return {
		// Unlike Momoa's own evaluation, `JSON.parse` treats a member named `__proto__` like any other member.
		value: JSON.parse(source),
		positionOf: path => positionAt(find(root, path).node),
		positionOfName: path => positionAt(find(root, path).name),
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
				const name = nameText(nameNode);

				if (seen.has(name)) {
					duplicates.push({name, position: positionAt(nameNode)});
				}

				seen.add(name);
			}
		},
	});
	return duplicates;
}

function positionAt({loc}: AnyNode): Position {
	return {line: loc.start.line, column: loc.start.column};
}

/** The nodes of a value and of its member name. An array element has no name, so both are the node of the element. */
function find(root: ValueNode, path: JsonPath): {readonly node: AnyNode; readonly name: AnyNode} {
	let node = root;
	let name: AnyNode = root;

	for (const step of path) {
		if (node.type === 'Object') {
			// If a name is repeated, the last member is effective.
			const member = node.members.findLast(({name: key}) => nameText(key) === step);

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

function nameText(name: NameNode): string {
	return name.type === 'String' ? name.value : name.name;
}

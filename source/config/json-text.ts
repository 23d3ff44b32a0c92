import {parse, type AnyNode, type ValueNode} from '@humanwhocodes/momoa';

/** A place in a text, both counted from 1; a column is a UTF-16 unit. */
export type Position = {readonly line: number; readonly column: number};

/** One name or index for each step into a JSON value. */
export type JsonPath = readonly (string | number)[];

/** Parsed JSON with the position of each part in the text. */
export type JsonText = {
	readonly value: unknown;
	/** The start of the value at the path, or of the nearest part around it if there is no such value. */
	positionOf(path: JsonPath): Position;
	/** The start of the name at the end of the path. */
	positionOfName(path: JsonPath): Position;
	/** Names that an object has more than once. */
	readonly twice: ReadonlyArray<{readonly name: string; readonly position: Position}>;
};

/** Parses JSON; returns the position of the first error if it is invalid. */
export function readJsonText(text: string): JsonText | Position {
	// Some editors begin a file with a byte order mark, which no parser takes.
	const source = text.replace(/^\u{FEFF}/u, '');
	let root: ValueNode;

	try {
		root = parse(source).body;
	} catch (error) {
		return positionIn(error);
	}

	return {
		// Unlike the parser above it makes a plain property of `__proto__`.
		value: JSON.parse(source),
		positionOf: path => startOf(find(root, path).node),
		positionOfName: path => startOf(find(root, path).name),
		twice: findTwice(root),
	};
}

/** The parser's errors have a position; a stack overflow by deep nesting has none. */
function positionIn(error: unknown): Position {
	const {line, column} = Object(error) as {readonly line?: unknown; readonly column?: unknown};
	return typeof line === 'number' && typeof column === 'number'
		? {line, column}
		: {line: 1, column: 1};
}

function startOf({loc}: AnyNode): Position {
	return {line: loc.start.line, column: loc.start.column};
}

/** The node at a path, and that of its name; an element of a list is its own name. */
function find(root: ValueNode, path: JsonPath): {readonly node: AnyNode; readonly name: AnyNode} {
	let node = root;
	let name: AnyNode = root;

	for (const step of path) {
		if (node.type === 'Object') {
			// Of two with the same name the last one counts.
			const member = node.members.findLast(({name: key}) => nameOf(key) === step);

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

function findTwice(node: ValueNode): JsonText['twice'] {
	if (node.type === 'Array') {
		return node.elements.flatMap(({value}) => findTwice(value));
	}

	if (node.type !== 'Object') {
		return [];
	}

	const known = new Set<string>();
	return node.members.flatMap(({name, value}) => {
		const own = nameOf(name);
		const isAgain = known.has(own);
		known.add(own);
		return [...(isAgain ? [{name: own, position: startOf(name)}] : []), ...findTwice(value)];
	});
}

function nameOf(
	node:
		| {readonly type: 'String'; readonly value: string}
		| {readonly type: 'Identifier'; readonly name: string},
): string {
	return node.type === 'String' ? node.value : node.name;
}

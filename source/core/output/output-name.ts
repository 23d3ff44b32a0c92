/** Endings of files that people can read, though they may be meant for programs. */
const readable = /\.(?:txt|md|srt|vtt|json|jsonl|ndjson|csv|tsv|log|ya?ml|xml)$/i;

/** Whether a file of that name is a text. */
export function isReadableName(name: string): boolean {
	return readable.test(name);
}

/** A name that is longer is none. */
const maxNameLength = 1024;

/**
 * What the file at an address is called: what its query says in `filename`, as the engine's own addresses do
 * (`/view?filename=a.png`), else the last part of its path. Null where that is empty.
 */
export function addressName(address: URL): string | null {
	const named = address.searchParams.get('filename') ?? '';
	const name = named === '' ? decoded(lastPart(address.pathname)) : lastPart(named);
	return name === '' || name.length > maxNameLength ? null : name;
}

function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** Percent signs that encode nothing stay as they are. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

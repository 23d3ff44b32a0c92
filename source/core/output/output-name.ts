/** Text formats, including those of kind `file`. */
const readable = /\.(?:txt|md|srt|vtt|json|jsonl|ndjson|csv|tsv|log|ya?ml|xml)$/i;

export function isReadableName(name: string): boolean {
	return readable.test(name);
}

const maxNameLength = 1024;

/**
 * The name of a file by its address: the query's `filename`, as in the engine's `/view?filename=a.png`, else the
 * last path segment. Null if empty or too long.
 */
export function addressName(address: URL): string | null {
	const named = address.searchParams.get('filename') ?? '';
	const name = named === '' ? decoded(lastPart(address.pathname)) : lastPart(named);
	return name === '' || name.length > maxNameLength ? null : name;
}

function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** Invalid percent-encoding stays as it is. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

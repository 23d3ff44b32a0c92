const readable = /\.(?:txt|md|srt|vtt|json|jsonl|ndjson|csv|tsv|log|ya?ml|xml)$/i;

export function isReadableName(name: string): boolean {
	return readable.test(name);
}

const maxNameLength = 1024;

/**
 * Returns the file name in an address: the query parameter `filename`, as in the engine's `/view?filename=a.png`, or
 * else the last path segment. Returns null if the name is empty or longer than `maxNameLength`.
 */
export function addressName(address: URL): string | null {
	const named = address.searchParams.get('filename') ?? '';
	const name = named === '' ? decoded(lastPart(address.pathname)) : lastPart(named);
	return name === '' || name.length > maxNameLength ? null : name;
}

function lastPart(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

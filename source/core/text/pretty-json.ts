const maxLength = 1_000_000;

/**
 * Indents a JSON object or array and returns its lines. Returns null if the text is not a JSON object or array, or is
 * longer than `maxLength` characters. Numbers are copied as text, because parsing would round large numbers.
 */
export function prettyJson(text: string): readonly string[] | null {
	if (text.length > maxLength || !/^\s*[[{]/.test(text) || !isJson(text)) {
		return null;
	}

	const lines: string[] = [];
	let line = '';
	let depth = 0;

	const endLine = (): void => {
		lines.push(line);
		line = '  '.repeat(depth);
	};

	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g)) {
		const opens = token === '{' || token === '[';
		const closes = token === '}' || token === ']';
		depth += opens ? 1 : closes ? -1 : 0;

		if (closes) {
			endLine();
		}

		line += token === ':' ? ': ' : token.startsWith('"') ? token : token.replaceAll(/\s+/g, '');

		if (opens || token === ',') {
			endLine();
		}
	}

	return [...lines, line];
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

const maxLength = 1_000_000;

/**
 * Returns the lines of a JSON object or array, indented by two spaces per level; null for any other text. Copies
 * literals from the source, so that large numbers, duplicate keys and escapes do not change.
 */
export function prettyJson(text: string): readonly string[] | null {
	if (text.length > maxLength || !/^\s*[[{]/.test(text) || !isJson(text)) {
		return null;
	}

	const lines: string[] = [];
	let line = '';
	let depth = 0;

	function endLine(): void {
		lines.push(line);
		line = '  '.repeat(depth);
	}

	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g)) {
		switch (token) {
			case '{':
			case '[': {
				line += token;
				depth++;
				endLine();
				break;
			}

			case '}':
			case ']': {
				depth--;
				endLine();
				line += token;
				break;
			}

			case ',': {
				line += token;
				endLine();
				break;
			}

			case ':': {
				line += ': ';
				break;
			}

			default: {
				line += token.startsWith('"') ? token : token.replaceAll(/\s+/g, '');
			}
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

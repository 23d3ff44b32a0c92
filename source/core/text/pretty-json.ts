/** Longer texts are shown as they are: nobody reads them as a tree. */
const longest = 1_000_000;

/**
 * The lines of a JSON object or array, indented by two spaces a level; null where the text is none. Every literal
 * stays as it was written: numbers too large for JavaScript, doubled keys and escapes are not changed.
 */
export function prettyJson(text: string): readonly string[] | null {
	if (text.length > longest || !/^\s*[[{]/.test(text) || !isJson(text)) {
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
		// A message that looks like JSON and is none is an ordinary message.
		return false;
	}
}

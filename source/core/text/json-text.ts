/** Matches an invisible character, or a character that changes how the text around it is displayed. */
export const invisiblePattern = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Fast path: matches text of common visible characters only, which is nearly every text. */
const commonText =
	/^[\u0020-\u007E\u3001-\u303E\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uFF01-\uFF5E]*$/;
const everyInvisible = new RegExp(invisiblePattern, 'gu');

/** Escapes invisible characters in JSON text as `\uXXXX`. The result parses to the same value. */
export function escapeInvisible(json: string): string {
	return commonText.test(json) ? json : json.replaceAll(everyInvisible, escapeUnits);
}

/** Escapes each UTF-16 unit of a text for JSON. */
export function escapeUnits(text: string): string {
	return text.replaceAll(/./gs, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

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

/** Matches an invisible character, or a character that changes how the text around it is displayed. */
export const invisiblePattern = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Fast path: matches text of common visible characters only, which is nearly every text. */
const commonText =
	/^[\u0020-\u007E\u3001-\u303E\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uFF01-\uFF5E]*$/;
const everyInvisible = new RegExp(invisiblePattern, 'gu');

/** Returns a value as JSON on one line, with invisible characters and line separators as `\uXXXX`. */
export function visibleJson(value: object | string): string {
	const json = JSON.stringify(value);
	return commonText.test(json) ? json : json.replaceAll(everyInvisible, escapeUnits);
}

/** Escapes each UTF-16 unit of a text for JSON. */
export function escapeUnits(text: string): string {
	return text.replaceAll(/./gs, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const maxLength = 1_000_000;

/** Node has these forms, which TypeScript does not know yet. `source`: the text of a number in the JSON. */
const {parse, rawJSON} = JSON as unknown as {
	readonly parse: (
		text: string,
		revive: (key: string, value: unknown, context: {readonly source: string}) => unknown,
	) => unknown;
	/** Returns what `JSON.stringify` writes as this text. */
	readonly rawJSON: (text: string) => unknown;
};

/**
 * Indents a JSON object or array and returns its lines. Returns null if the text is not a JSON object or array, or is
 * longer than `maxLength` characters. Numbers keep their text, because large ones would be rounded.
 */
export function prettyJson(text: string): readonly string[] | null {
	if (text.length > maxLength || !/^\s*[[{]/.test(text)) {
		return null;
	}

	try {
		const value = parse(text, (_, each, {source}) =>
			typeof each === 'number' ? rawJSON(source) : each,
		);
		return JSON.stringify(value, null, 2).split('\n');
	} catch {
		// Not JSON, or nested so deeply that the stack overflows.
		return null;
	}
}

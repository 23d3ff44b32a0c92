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

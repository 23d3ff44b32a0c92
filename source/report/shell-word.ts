import {invisiblePattern} from '../core/text/escape-invisible.ts';

const plain = /^[\w:,./-]+$/;

/**
 * Quotes a text for sh, bash and zsh if necessary. Invisible characters are escaped as `$'…'`, which dash does not
 * support.
 */
export function shellWord(text: string): string {
	if (plain.test(text)) {
		return text;
	}

	return invisiblePattern.test(text)
		? `$'${Array.from(text, spell).join('')}'`
		: `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function spell(character: string): string {
	if (invisiblePattern.test(character)) {
		const code = character.codePointAt(0) ?? 0;
		return `\\U${code.toString(16).padStart(8, '0')}`;
	}

	return character === "'" || character === '\\' ? `\\${character}` : character;
}

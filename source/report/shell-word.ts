import {invisiblePattern} from '../core/text/invisible.ts';

const plain = /^[\w:,./-]+$/;

/**
 * A text as one word of a command line for sh, bash and zsh: quoted when it has to be, and spelled out (`$'…'`, which
 * dash does not know) when it holds characters that cannot be seen.
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

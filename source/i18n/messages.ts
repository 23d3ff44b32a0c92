import type {SafeText} from '../core/text/sanitize.ts';

export const languages = ['zh', 'en'] as const;

export type Language = (typeof languages)[number];

/**
 * All texts of the program in one language. Each folder adds its texts where it declares them, by module augmentation.
 * `session/catalogue.ts` puts them together; `session/completeness.ts` does not compile if one is missing.
 */
export interface Messages {
	language: Language;
}

/** Groups of texts, each in every language. */
export type MessagesByLanguage = {
	readonly [Name in keyof Messages]: Readonly<Record<Language, Messages[Name]>>;
};

type TextsByKind<Union extends {readonly kind: string}, Rest extends readonly unknown[]> = {
	readonly [Kind in Union['kind']]: (
		value: Extract<Union, {readonly kind: Kind}>,
		...rest: Rest
	) => string;
};

/** Returns a function that formats a value. It calls the function in `texts` for the `kind` of the value. */
export function textByKind<
	Union extends {readonly kind: string},
	Rest extends readonly unknown[] = [],
>(texts: TextsByKind<Union, Rest>): (value: Union, ...rest: Rest) => string {
	return (value, ...rest) => {
		const text = texts[value.kind as Union['kind']] as (value: Union, ...rest: Rest) => string;
		return text(value, ...rest);
	};
}

/** How a program ended. `code`: null if a signal ended it. `line`: the last line that it printed, or empty. */
export type ProgramEnd = {readonly code: number | null; readonly line: SafeText};

export function programEndEn({code, line}: ProgramEnd): string {
	return withLine(code === null ? 'ended by a signal' : `exit code ${code}`, line);
}

export function programEndZh({code, line}: ProgramEnd): string {
	return withLine(code === null ? '被信号终止' : `退出码 ${code}`, line);
}

function withLine(text: string, line: SafeText): string {
	return line === '' ? text : `${text} · ${line}`;
}

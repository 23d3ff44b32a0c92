import type {Language} from './language.ts';
import type {Numbers} from './numbers.ts';
import type {problemEn} from './problem.ts';

/**
 * All texts of the program in one language. Each folder adds its texts where it declares them, by module augmentation.
 * `session/catalogue.ts` puts them together, and does not compile if a text is missing.
 */
export interface Messages {
	language: Language;
	numbers: Numbers;
	problem: typeof problemEn;
}

/** Groups of texts, each in every language. */
export type TextsByLanguage = {
	readonly [Name in keyof Messages]: Readonly<Record<Language, Messages[Name]>>;
};

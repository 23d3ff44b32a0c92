import type {Option} from '../../config/option-table.ts';

/** The values that a shell suggests for an option. */
export type ValueSource =
	| {readonly kind: 'none' | 'files' | 'folders'}
	| {readonly kind: 'choices'; readonly choices: readonly string[]};

const byPlaceholder: Readonly<Record<string, ValueSource>> = {
	FILE: {kind: 'files'},
	DIR: {kind: 'folders'},
};

export function valueSource(option: Extract<Option, {kind: 'value'}>): ValueSource {
	return option.choices === null
		? (byPlaceholder[option.placeholder] ?? {kind: 'none'})
		: {kind: 'choices', choices: option.choices};
}

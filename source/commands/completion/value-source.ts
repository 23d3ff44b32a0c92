import type {Option} from '../../config/option-table.ts';

/** Where a shell finds the values of an option: nowhere, in a list, among the files or among the folders. */
export type ValueSource =
	| {readonly kind: 'none' | 'files' | 'folders'}
	| {readonly kind: 'choices'; readonly choices: readonly string[]};

const byPlaceholder: Readonly<Record<string, ValueSource>> = {
	FILE: {kind: 'files'},
	DIR: {kind: 'folders'},
};

/** Where the values of an option are found, by its row in the table. */
export function valueSource(option: Extract<Option, {kind: 'value'}>): ValueSource {
	return option.choices === null
		? (byPlaceholder[option.placeholder] ?? {kind: 'none'})
		: {kind: 'choices', choices: option.choices};
}

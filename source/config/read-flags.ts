import meow from 'meow';
import {keyOf, optionTable, type OptionValues} from './option-table.ts';

/** Disables Meow's own help, version and error messages, because they are only in English and end the process. */
export function readFlags(options: readonly string[]): Partial<OptionValues> {
	const {flags} = meow({
		importMeta: import.meta,
		pkg: {name: 'chenyu-top'},
		description: false,
		argv: options,
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
		flags: Object.fromEntries(
			optionTable.map(({name, placeholder}) => [
				keyOf(name),
				{type: placeholder === undefined ? 'boolean' : 'string'} as const,
			]),
		),
	});
	return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}

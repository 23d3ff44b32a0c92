import meow from 'meow';
import {keyOf, optionTable, type OptionValues} from './option-table.ts';

/**
 * Reads options that `scanArguments` has validated. Meow's own help, version and errors are not used, because they write
 * and exit by themselves, in one language.
 */
export function readFlags(options: readonly string[], version: string): Partial<OptionValues> {
	const {flags} = meow({
		importMeta: import.meta,
		pkg: {name: 'chenyu-top', version},
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

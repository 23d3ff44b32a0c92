import meow from 'meow';
import {optionTable, type SwitchName, type ValueName} from './option-table.ts';

/** The parsed options. Of an option that is repeated, the last counts. */
export type Flags = {
	readonly switches: ReadonlySet<SwitchName>;
	readonly values: ReadonlyMap<ValueName, string>;
};

/**
 * Reads options that `scanArguments` found to be known and complete. Meow's own help, version and complaints are not
 * used: they write and leave the process by themselves, in one language.
 */
export function readFlags(options: readonly string[], version: string): Flags {
	const {flags} = meow({
		importMeta: import.meta,
		pkg: {name: 'chenyu-top', version},
		description: false,
		argv: options,
		autoHelp: false,
		autoVersion: false,
		flags: Object.fromEntries(
			optionTable.map(({kind, name}) => [
				flagKey(name),
				kind === 'value'
					? ({type: 'string', isMultiple: true} as const)
					: ({type: 'boolean', default: isNegation(name)} as const),
			]),
		),
	});

	const switches = new Set<SwitchName>();
	const values = new Map<ValueName, string>();

	for (const option of optionTable) {
		const flag: unknown = flags[flagKey(option.name)];

		if (option.kind === 'switch') {
			if (flag === !isNegation(option.name)) {
				switches.add(option.name);
			}

			continue;
		}

		const last: unknown = Array.isArray(flag) ? flag.at(-1) : undefined;

		if (typeof last === 'string') {
			values.set(option.name, last);
		}
	}

	return {switches, values};
}

/** Meow reads `--no-color` as `color: false`. */
function isNegation(name: string): boolean {
	return name.startsWith('no-');
}

/** The name by which meow knows an option: `base-url` is `baseUrl`. */
function flagKey(name: string): string {
	return name.replace(/^no-/, '').replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

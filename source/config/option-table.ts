import {themeNames} from '../ui/theme/theme-name.ts';
import type {usageEn} from './usage-messages.ts';
import {untilConditions} from './options.ts';

/** The section of the help text that lists an option. */
export type OptionGroup = keyof typeof usageEn.groups;

/** An option of the command line, for the parser, the help text and the check for unknown options. */
export type Option = {
	/** Without the dashes. */
	readonly name: string;
	/** The letter of the short form: `h` for `-h`. */
	readonly short?: string;
	readonly group: OptionGroup;
	/** The key of its description. */
	readonly help: keyof typeof usageEn.options;
} & (
	| {readonly kind: 'switch'}
	| {
			readonly kind: 'value';
			/** Stands for the value in the help text, like `ID`. */
			readonly placeholder: string;
			/** The default value, as typed on the command line; null if there is none. */
			readonly fallback: string | null;
			/** The allowed values; null if any text is allowed. */
			readonly choices: readonly string[] | null;
	  }
);

/** Every option of the program, in the order of the help text. */
export const optionTable = [
	{
		kind: 'value',
		name: 'workflow',
		group: 'watch',
		help: 'workflow',
		placeholder: 'ID',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'status',
		group: 'watch',
		help: 'status',
		placeholder: 'S',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'interval',
		group: 'watch',
		help: 'interval',
		placeholder: 'SECONDS',
		fallback: '2',
		choices: null,
	},
	{
		kind: 'value',
		name: 'timeout',
		group: 'watch',
		help: 'timeout',
		placeholder: 'DURATION',
		fallback: null,
		choices: null,
	},
	{kind: 'switch', name: 'screen', group: 'watch', help: 'screen'},
	{kind: 'switch', name: 'exit-when-done', group: 'watch', help: 'exitWhenDone'},
	{kind: 'switch', name: 'demo', group: 'watch', help: 'demo'},
	{
		kind: 'value',
		name: 'download',
		group: 'watch',
		help: 'download',
		placeholder: 'DIR',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'budget',
		group: 'watch',
		help: 'budget',
		placeholder: 'CNY',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'record',
		group: 'watch',
		help: 'record',
		placeholder: 'FILE',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'replay',
		group: 'watch',
		help: 'replay',
		placeholder: 'FILE',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'speed',
		group: 'watch',
		help: 'speed',
		placeholder: 'N',
		fallback: '1',
		choices: null,
	},
	{
		kind: 'value',
		name: 'base-url',
		group: 'service',
		help: 'baseUrl',
		placeholder: 'URL',
		fallback: 'https://www.chenyu.cn',
		choices: null,
	},
	{
		kind: 'value',
		name: 'api-key-file',
		group: 'service',
		help: 'apiKeyFile',
		placeholder: 'FILE',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'profile',
		group: 'service',
		help: 'profile',
		placeholder: 'NAME',
		fallback: null,
		choices: null,
	},
	{
		kind: 'value',
		name: 'concurrency',
		group: 'service',
		help: 'concurrency',
		placeholder: 'N',
		fallback: '8',
		choices: null,
	},
	{kind: 'switch', name: 'json', group: 'headless', help: 'json'},
	{kind: 'switch', name: 'plain', group: 'headless', help: 'plain'},
	{kind: 'switch', name: 'once', group: 'headless', help: 'once'},
	{kind: 'switch', name: 'allow-empty', group: 'headless', help: 'allowEmpty'},
	{
		kind: 'value',
		name: 'until',
		group: 'headless',
		help: 'until',
		placeholder: 'CONDITION',
		fallback: 'all',
		choices: untilConditions,
	},
	{
		kind: 'value',
		name: 'lang',
		group: 'looks',
		help: 'lang',
		placeholder: 'LANGUAGE',
		fallback: null,
		choices: ['zh', 'en'],
	},
	{
		kind: 'value',
		name: 'theme',
		group: 'looks',
		help: 'theme',
		placeholder: 'NAME',
		fallback: 'terminal',
		choices: themeNames,
	},
	{kind: 'switch', name: 'no-color', group: 'looks', help: 'noColor'},
	{kind: 'switch', name: 'ascii', group: 'looks', help: 'ascii'},
	{kind: 'switch', name: 'calm', group: 'looks', help: 'calm'},
	{kind: 'switch', name: 'mouse', group: 'looks', help: 'mouse'},
	{kind: 'switch', name: 'no-title', group: 'looks', help: 'noTitle'},
	{kind: 'switch', name: 'no-progress', group: 'looks', help: 'noProgress'},
	{kind: 'switch', name: 'no-notify', group: 'looks', help: 'noNotify'},
	{kind: 'switch', name: 'no-bell', group: 'looks', help: 'noBell'},
	{kind: 'switch', name: 'version', short: 'V', group: 'about', help: 'version'},
	{kind: 'switch', name: 'help', short: 'h', group: 'about', help: 'help'},
] as const satisfies readonly Option[];

type TableEntry = (typeof optionTable)[number];

/** The options that stand alone. */
export type SwitchName = Extract<TableEntry, {kind: 'switch'}>['name'];

/** The options that take a value. */
export type ValueName = Extract<TableEntry, {kind: 'value'}>['name'];

/** The option of a short form, such as `-h`; undefined if there is none. */
export function optionOfShort(typed: string): Option | undefined {
	const table: readonly Option[] = optionTable;
	return table.find(({short}) => short !== undefined && typed === `-${short}`);
}

/** The option of a name without dashes; undefined if there is none. */
export function findOption(name: string): Option | undefined {
	return optionTable.find(option => option.name === name);
}

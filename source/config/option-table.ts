import {knownPhases} from '../core/execution.ts';
import {costGroups} from '../core/history.ts';
import {printedColumnNames} from '../features/runs/columns.ts';
import {languages} from '../i18n/messages.ts';
import {themeNames} from '../ui/theme/theme-name.ts';
import type {Subcommand} from './command-help-messages.ts';
import type {usageEn} from './usage-messages.ts';

const dayNames = ['today', 'yesterday'];

export const untilConditions = ['all', 'any', 'first-failure', 'budget', 'never'] as const;

export type Option = {
	readonly name: keyof typeof usageEn.options;
	readonly short?: string;
	readonly group: keyof typeof usageEn.groups;
	/** The name of the value in the help text, such as `ID`; undefined for a switch, which has no value. */
	readonly placeholder?: string;
	/** The default value, in the form that a user types. */
	readonly fallback?: string;
	readonly choices?: readonly string[];
	/** Values that completions suggest. Others are valid too. */
	readonly suggestions?: readonly string[];
	/** Whether the value is a list of suggestions with commas. */
	readonly isList?: boolean;
};

const table = [
	{group: 'watch', name: 'workflow', placeholder: 'ID'},
	{group: 'watch', name: 'status', placeholder: 'S', suggestions: knownPhases},
	{group: 'watch', name: 'interval', placeholder: 'SECONDS', fallback: '2'},
	{group: 'watch', name: 'timeout', placeholder: 'DURATION'},
	{group: 'watch', name: 'screen'},
	{group: 'watch', name: 'exit-when-done'},
	{group: 'watch', name: 'demo'},
	{group: 'watch', name: 'download', placeholder: 'DIR'},
	{group: 'watch', name: 'budget', placeholder: 'CNY[/day]'},
	{group: 'watch', name: 'on-end', placeholder: 'COMMAND'},
	{group: 'watch', name: 'metrics', placeholder: '[HOST:]PORT'},
	{group: 'watch', name: 'record', placeholder: 'FILE'},
	{group: 'watch', name: 'replay', placeholder: 'FILE'},
	{group: 'watch', name: 'speed', placeholder: 'N', fallback: '1'},
	{group: 'service', name: 'base-url', placeholder: 'URL', fallback: 'https://www.chenyu.cn'},
	{group: 'service', name: 'proxy', placeholder: 'URL'},
	{group: 'service', name: 'api-key-file', placeholder: 'FILE'},
	{group: 'service', name: 'profile', placeholder: 'NAME'},
	{group: 'headless', name: 'json'},
	{group: 'headless', name: 'plain'},
	{group: 'headless', name: 'quiet', short: 'q'},
	{group: 'headless', name: 'once'},
	{group: 'headless', name: 'allow-empty'},
	{
		group: 'headless',
		name: 'until',
		placeholder: 'CONDITION',
		fallback: 'all',
		choices: untilConditions,
	},
	{group: 'list', name: 'filter', placeholder: 'WORDS'},
	{group: 'list', name: 'since', placeholder: 'TIME', suggestions: dayNames},
	{group: 'list', name: 'before', placeholder: 'TIME', suggestions: dayNames},
	{group: 'list', name: 'limit', short: 'n', placeholder: 'N'},
	{
		group: 'list',
		name: 'columns',
		placeholder: 'LIST',
		suggestions: printedColumnNames,
		isList: true,
	},
	{group: 'list', name: 'sort', placeholder: 'COLUMN', suggestions: printedColumnNames},
	{group: 'list', name: 'to', placeholder: 'DIR'},
	{group: 'list', name: 'name', placeholder: 'TEMPLATE'},
	{group: 'list', name: 'by', placeholder: 'GROUP', fallback: 'day', choices: costGroups},
	{group: 'list', name: 'csv'},
	{group: 'list', name: 'offline'},
	{group: 'list', name: 'output', short: 'o', placeholder: 'FILE'},
	{group: 'list', name: 'channels'},
	{group: 'list', name: 'api'},
	{group: 'looks', name: 'lang', placeholder: 'LANGUAGE', choices: languages},
	{group: 'looks', name: 'theme', placeholder: 'NAME', fallback: 'auto', choices: themeNames},
	{group: 'looks', name: 'no-color'},
	{group: 'looks', name: 'mouse'},
	{group: 'about', name: 'version', short: 'V'},
	{group: 'about', name: 'help', short: 'h'},
] as const satisfies readonly Option[];

export const optionTable: readonly Option[] = table;

type Entry = (typeof table)[number];

/** Finds an option by its name with the dashes, such as `--quiet` or `-q`. */
export function findOption(typed: string): Option | undefined {
	return optionTable.find(
		({name, short}) => typed === `--${name}` || (short !== undefined && typed === `-${short}`),
	);
}

/** The options that select runs. */
export const selecting = [
	'demo',
	'workflow',
	'status',
	'filter',
	'since',
	'before',
	'limit',
] as const;

/** The options of commands without the options of a watch, in addition to those in `sharedGroups`. */
export const ownOptions: Partial<Record<Subcommand, readonly Option['name'][]>> = {
	ls: [...selecting, 'json', 'columns', 'sort', 'csv', 'offline', 'output'],
	save: [...selecting, 'json', 'to', 'name'],
	cost: ['demo', 'json', 'filter', 'since', 'before', 'by', 'csv', 'output'],
	compare: ['demo', 'json'],
	history: ['demo', 'since'],
	report: ['demo', 'replay', 'output'],
	doctor: ['demo', 'json', 'output', 'channels', 'api'],
	mcp: ['demo', 'interval'],
};
const sharedGroups = new Set<Option['group']>(['service', 'looks', 'about']);

/** Returns whether a command has an option; null for a watch. */
export function isOptionOf({name, group}: Option, subcommand: Subcommand | null): boolean {
	const own = subcommand === null ? undefined : ownOptions[subcommand];
	return own === undefined ? group !== 'list' : sharedGroups.has(group) || own.includes(name);
}

type KeyOf<Name extends string> = Name extends `no-${infer Rest}`
	? KeyOf<Rest>
	: Name extends `${infer First}-${infer Rest}`
		? `${First}${Capitalize<KeyOf<Rest>>}`
		: Name;

/** Converts `base-url` to `baseUrl` and `no-color` to `color`, like Meow, which parses the options. */
export function optionKey(name: string): string {
	return name.replace(/^no-/, '').replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns the option that takes precedence over a setting. An option of `ls` is not one, even if it has the same name. */
export function optionOfSetting(name: string): Option | undefined {
	return optionTable.find(option => optionKey(option.name) === name && option.group !== 'list');
}

type WithValue = Extract<Entry, {placeholder: string}>;
type WithDefault = Extract<WithValue, {fallback: string}>;

/**
 * The parsed options. The value of an option is the text that the user typed. An option without a value is true or
 * false: `--no-color` sets `color` to false.
 */
export type OptionValues = {
	readonly [Each in Exclude<Entry, WithValue> as KeyOf<Each['name']>]: boolean;
} & {
	readonly [Each in WithDefault as KeyOf<Each['name']>]: string;
} & {
	readonly [Each in Exclude<WithValue, WithDefault> as KeyOf<Each['name']>]?: string;
};

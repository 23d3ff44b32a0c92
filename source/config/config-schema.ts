import {themeNames} from '../ui/theme/theme-name.ts';
import * as v from 'valibot';
import type {SwitchName, ValueName} from './option-table.ts';
import {minInterval, maxConcurrency, maxInterval} from './option-values.ts';

/** The option that a setting replaces: one with a value, or a switch, which it turns on or off. */
export type SettingOption =
	| {readonly kind: 'value'; readonly name: ValueName}
	| {readonly kind: 'switch'; readonly name: SwitchName}
	| {readonly kind: 'unless'; readonly name: SwitchName}
	/** There is no such option. */
	| {readonly kind: 'own'};

/** The settings that the top of the config and profiles may have, each with its option. */
export const settingOptions = {
	baseUrl: {kind: 'value', name: 'base-url'},
	apiKeyFile: {kind: 'value', name: 'api-key-file'},
	interval: {kind: 'value', name: 'interval'},
	concurrency: {kind: 'value', name: 'concurrency'},
	lang: {kind: 'value', name: 'lang'},
	theme: {kind: 'value', name: 'theme'},
	color: {kind: 'unless', name: 'no-color'},
	ascii: {kind: 'switch', name: 'ascii'},
	calm: {kind: 'switch', name: 'calm'},
	mouse: {kind: 'switch', name: 'mouse'},
	exitWhenDone: {kind: 'switch', name: 'exit-when-done'},
	budget: {kind: 'value', name: 'budget'},
	downloadFolder: {kind: 'own'},
	title: {kind: 'unless', name: 'no-title'},
	progress: {kind: 'unless', name: 'no-progress'},
	notify: {kind: 'unless', name: 'no-notify'},
	bell: {kind: 'unless', name: 'no-bell'},
} as const satisfies Readonly<Record<string, SettingOption>>;

export type SettingName = keyof typeof settingOptions;
export const settingNames = Object.keys(settingOptions) as SettingName[];

/** In CNY. A smaller budget makes no sense, and JavaScript may write it with an exponent. */
const minBudget = 0.01;
const maxBudget = 1_000_000_000;

const text = v.pipe(v.string(), v.minLength(1));

const settings = {
	baseUrl: v.optional(text),
	apiKeyFile: v.optional(text),
	interval: v.optional(v.pipe(v.number(), v.minValue(minInterval), v.maxValue(maxInterval))),
	concurrency: v.optional(
		v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxConcurrency)),
	),
	lang: v.optional(v.picklist(['zh', 'en'])),
	theme: v.optional(v.picklist(themeNames)),
	color: v.optional(v.boolean()),
	ascii: v.optional(v.boolean()),
	calm: v.optional(v.boolean()),
	mouse: v.optional(v.boolean()),
	exitWhenDone: v.optional(v.boolean()),
	budget: v.optional(v.pipe(v.number(), v.minValue(minBudget), v.maxValue(maxBudget))),
	downloadFolder: v.optional(text),
	title: v.optional(v.boolean()),
	progress: v.optional(v.boolean()),
	notify: v.optional(v.boolean()),
	bell: v.optional(v.boolean()),
} satisfies Readonly<Record<SettingName, v.GenericSchema>>;

const keys = v.array(text);

/** The whole config. `readConfig` checks more than the schema can. */
export const configSchema = v.strictObject({
	/** The address of the schema, for editors. */
	$schema: v.optional(v.string()),
	...settings,
	/** By command: its keys, or the keys of each direction if it has directions. */
	keys: v.optional(v.record(v.string(), v.union([keys, v.array(keys)]))),
	profiles: v.optional(v.record(v.string(), v.strictObject(settings))),
});

export type ConfigContent = v.InferOutput<typeof configSchema>;

/** The settings at the top of the config, or in a profile. */
export type Layer = Pick<ConfigContent, SettingName>;

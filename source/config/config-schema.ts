import {themeNames} from '../ui/theme/theme-name.ts';
import * as v from 'valibot';
import {minInterval, maxConcurrency, maxInterval} from './option-values.ts';

/** In CNY. JavaScript may write a smaller number with an exponent. */
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
};

export type SettingName = keyof typeof settings;

/** The settings at the top of the config and in profiles. Each replaces the option with the same `keyOf`, if there is one. */
export const settingNames = Object.keys(settings) as SettingName[];

const keys = v.array(text);

/** `readConfig` has further checks. */
export const configSchema = v.strictObject({
	/** The address of the schema, for editors. */
	$schema: v.optional(v.string()),
	...settings,
	/** The keys of each command; for a command with directions, a list of keys for each direction. */
	keys: v.optional(v.record(v.string(), v.union([keys, v.array(keys)]))),
	profiles: v.optional(v.record(v.string(), v.strictObject(settings))),
});

export type ConfigContent = v.InferOutput<typeof configSchema>;

/** The settings at the top of the config, or in a profile. */
export type Layer = Pick<ConfigContent, SettingName>;

import * as v from 'valibot';
import {channelKinds, notifyEvents} from '../core/notify.ts';
import {isOpenable} from '../core/output/output-address.ts';
import {nameTemplate} from '../features/outputs/download/file-naming.ts';
import {wrongTerm} from '../features/runs/filter.ts';
import {columnName, sortKeyNames} from '../features/runs/sort.ts';
import {themeNames} from '../ui/theme/theme-name.ts';
import {maxConcurrency, maxInterval, minInterval} from './option-values.ts';

/**
 * The minimum amount in CNY. It excludes tiny numbers, which `String` formats with an exponent, such as `1e-7`: that is
 * not a valid amount.
 */
const minAmount = 0.01;
const maxAmount = 1_000_000_000;

const text = v.pipe(v.string(), v.minLength(1));
const amount = v.pipe(v.number(), v.minValue(minAmount), v.maxValue(maxAmount));
const columns = v.array(v.pipe(v.string(), v.regex(columnName)));

const settings = v.partial(
	v.strictObject({
		baseUrl: text,
		apiKeyFile: text,
		proxy: text,
		interval: v.pipe(v.number(), v.minValue(minInterval), v.maxValue(maxInterval)),
		concurrency: whole(1, maxConcurrency),
		lang: v.picklist(['zh', 'en']),
		theme: v.picklist(themeNames),
		...v.entriesFromList(['color', 'ascii', 'calm', 'mouse', 'exitWhenDone'], v.boolean()),
		budget: v.union([amount, v.pipe(v.string(), v.regex(/^\d+(\.\d+)?\/day$/))]),
		lowBalance: amount,
		downloadFolder: text,
		downloadName: v.pipe(v.string(), v.maxLength(500), v.regex(nameTemplate)),
		columns,
		...v.entriesFromList(['downloadRunJson', 'title', 'progress', 'notify', 'bell'], v.boolean()),
	}),
);

export type SettingName = keyof typeof settings.entries;

/**
 * Most settings replace the default of the option with the same name: `apiKeyFile` that of `--api-key-file`, and
 * `color` that of `--no-color`.
 */
export const settingNames = Object.keys(settings.entries) as SettingName[];

const view = v.strictObject({
	name: text,
	filter: v.optional(
		v.pipe(
			v.string(),
			v.check(filter => wrongTerm(filter) === null),
		),
	),
	/** A sort key, with `-` before it for the reverse order. */
	sort: v.optional(v.picklist(sortKeyNames.flatMap(key => [key, `-${key}`] as const))),
	columns: v.optional(columns),
});

export type ViewSettings = v.InferOutput<typeof view>;

export const viewSettingNames = Object.keys(view.entries) as readonly (keyof ViewSettings)[];

const keys = v.array(text);

const commandPanes = ['everywhere', 'runs', 'log', 'outputs'] as const;

const ownCommand = v.strictObject({
	name: v.pipe(v.string(), v.regex(/\S/), v.maxLength(40)),
	key: text,
	/** Default: `everywhere`. */
	pane: v.optional(v.picklist(commandPanes)),
	/** The program and its arguments. They may contain variables (`variableNames`). */
	command: v.pipe(v.array(text), v.minLength(1)),
	confirm: v.optional(v.boolean()),
});

export type OwnCommand = v.InferOutput<typeof ownCommand>;

/** A program and its arguments for each event, without a shell. They may contain variables (`variableNames`). */
const hooks = v.strictObject(
	v.entriesFromList(notifyEvents, v.optional(v.pipe(v.array(text), v.minLength(1)))),
);

const channel = v.strictObject({
	kind: v.picklist(channelKinds),
	url: v.pipe(
		v.string(),
		v.check(url => {
			const parsed = URL.parse(url);
			return parsed !== null && isOpenable(parsed);
		}),
	),
	/** The key of the signature. WeCom has none. */
	secret: v.optional(text),
	/** Default: all events. */
	on: v.optional(v.pipe(v.array(v.picklist(notifyEvents)), v.minLength(1))),
});

export type ChannelSettings = v.InferOutput<typeof channel>;

/** How much the history keeps. The file is shared by all accounts, so the limits are not settings of a profile. */
const history = v.partial(
	v.strictObject({days: whole(1, 36_500), megabytes: whole(10, 1_000_000)}),
);

export type HistorySettings = v.InferOutput<typeof history>;

export const historySettingNames = Object.keys(
	history.entries,
) as readonly (keyof HistorySettings)[];

/** The schema of the config file. `readConfig` checks what a schema cannot express. */
export const configSchema = v.strictObject({
	$schema: v.optional(v.string()),
	...settings.entries,
	/**
	 * Key bindings by command, such as `["f7"]`. A command with two directions, such as next and previous match, has a
	 * list of keys for each direction: `[["n"], ["N"]]`.
	 */
	keys: v.optional(v.record(v.string(), v.union([keys, v.array(keys)]))),
	history: v.optional(history),
	hooks: v.optional(hooks),
	channels: v.optional(v.array(channel)),
	commands: v.optional(v.array(ownCommand)),
	views: v.optional(v.array(view)),
	profiles: v.optional(v.record(v.string(), settings)),
});

export type ConfigContent = v.InferOutput<typeof configSchema>;

/** The settings at the top level of the config, or those of one profile. */
export type Layer = Pick<ConfigContent, SettingName>;

function whole(min: number, max: number) {
	return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
}

import * as v from 'valibot';
import {readProxy} from '../core/http-proxy.ts';
import {channelKinds, notifyEvents, placeholders} from '../core/notify.ts';
import {isOpenable} from '../core/output/output-address.ts';
import {maxInterval, minInterval} from '../core/time/duration.ts';
import {nameTemplate} from '../features/outputs/download/file-naming.ts';
import {unknownVariable} from '../features/own-commands/index.ts';
import {columnName} from '../features/runs/columns.ts';
import {invalidFilterTerm} from '../features/runs/filter.ts';
import {sortKeyNames} from '../features/runs/sort.ts';
import {isKeyName} from '../terminal/input/key.ts';
import {themeNames} from '../ui/theme/theme-name.ts';
import {maxConcurrency, noProxy, readBaseUrl} from './option-values.ts';

/** The name by which the user selects no profile: only the settings at the top level of the config then apply. */
export const noProfileName = 'default';

const text = v.pipe(v.string(), v.minLength(1));
const flag = v.boolean();
const textThat = (isValid: (text: string) => boolean) => v.pipe(v.string(), v.check(isValid));
/** In CNY. The minimum excludes numbers that `String` formats with an exponent, such as `1e-7`, which are no amounts. */
const amount = v.pipe(v.number(), v.minValue(0.01), v.maxValue(1_000_000_000));
const columns = v.array(v.pipe(v.string(), v.regex(columnName)));
/** A sort key, with `-` before it for the reverse order. */
const sort = v.picklist(sortKeyNames.flatMap(key => [key, `-${key}`] as const));
/** A program and its arguments, without a shell. They may contain variables (`variableNames`). */
const argv = v.pipe(
	v.array(text),
	v.minLength(1),
	v.check(words => unknownVariable(words) === null),
);

/**
 * Most settings replace the default of the option with the same name: `apiKeyFile` that of `--api-key-file`, and
 * `color` that of `--no-color`.
 */
const settings = v.partial(
	v.strictObject({
		baseUrl: textThat(url => readBaseUrl(url) !== null),
		apiKeyFile: text,
		proxy: textThat(proxy => proxy === noProxy || readProxy(proxy) !== null),
		interval: v.pipe(v.number(), v.minValue(minInterval), v.maxValue(maxInterval)),
		concurrency: whole(1, maxConcurrency),
		lang: v.picklist(['zh', 'en']),
		theme: v.picklist(themeNames),
		color: flag,
		ascii: flag,
		calm: flag,
		mouse: flag,
		exitWhenDone: flag,
		budget: v.union([amount, v.pipe(v.string(), v.regex(/^\d+(\.\d+)?\/day$/))]),
		lowBalance: amount,
		downloadFolder: text,
		downloadName: v.pipe(v.string(), v.maxLength(500), v.regex(nameTemplate)),
		columns,
		sort,
		title: flag,
		progress: flag,
		notify: flag,
		bell: flag,
	}),
);

/** How much the history keeps. The file is shared by all accounts, so the limits are not settings of a profile. */
const history = v.partial(
	v.strictObject({days: whole(1, 36_500), megabytes: whole(10, 1_000_000)}),
);

const view = v.strictObject({
	name: text,
	filter: v.optional(textThat(filter => invalidFilterTerm(filter) === null)),
	sort: v.optional(sort),
	columns: v.optional(columns),
});

const ownCommand = v.strictObject({
	name: v.pipe(v.string(), v.regex(/\S/), v.maxLength(40)),
	key: textThat(isKeyName),
	/** Default: `everywhere`. */
	pane: v.optional(v.picklist(['everywhere', 'runs', 'log', 'outputs'])),
	command: argv,
	confirm: v.optional(flag),
});

const channel = v.pipe(
	v.strictObject({
		kind: v.picklist(channelKinds),
		url: textThat(url => {
			const parsed = URL.parse(url);
			return parsed !== null && isOpenable(parsed);
		}),
		/** The key of the signature. WeCom has none. */
		secret: v.optional(text),
		/** Default: all events. */
		on: v.optional(v.pipe(v.array(v.picklist(notifyEvents)), v.minLength(1))),
		body: v.optional(
			v.pipe(
				v.record(v.string(), v.unknown()),
				v.check(body => JSON.stringify(body).search(placeholders) !== -1),
			),
		),
	}),
	v.check(({kind, body}) => body === undefined || kind === 'webhook'),
);

/** The schema of the config file. `readConfig` checks what a schema cannot express. */
export const configSchema = v.strictObject({
	$schema: v.optional(v.string()),
	...settings.entries,
	history: v.optional(history),
	hooks: v.optional(v.strictObject(v.entriesFromList(notifyEvents, v.optional(argv)))),
	channels: v.optional(v.array(channel)),
	commands: v.optional(
		v.pipe(
			v.array(ownCommand),
			v.check(all => new Set(all.map(({name}) => name)).size === all.length),
		),
	),
	views: v.optional(v.array(view)),
	profiles: v.optional(
		v.pipe(
			v.record(v.string(), settings),
			v.check(profiles => !(noProfileName in profiles)),
		),
	),
});

export type ConfigContent = v.InferOutput<typeof configSchema>;
export type SettingName = keyof typeof settings.entries;
/** The settings at the top level of the config, or those of one profile. */
export type SettingsLayer = v.InferOutput<typeof settings>;
export type OwnCommand = v.InferOutput<typeof ownCommand>;

export const settingNames = Object.keys(settings.entries) as SettingName[];
export const historySettingNames = Object.keys(history.entries) as Array<
	keyof typeof history.entries
>;

/** Returns the names that can stand in an object of the config: at the top level (''), or in one of its parts. */
export function namesIn(part: string): readonly string[] {
	const parts: Readonly<Record<string, readonly string[]>> = {
		'': Object.keys(configSchema.entries).filter(name => name !== '$schema'),
		history: historySettingNames,
		views: Object.keys(view.entries),
	};
	return parts[part] ?? settingNames;
}

function whole(min: number, max: number) {
	return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
}

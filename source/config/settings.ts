import {dirname, isAbsolute, join} from 'node:path';
import {defaultHistoryLimits, megabyte, type HistoryLimits} from '../core/history.ts';
import type {ListSort, SavedState} from '../core/saved-state.ts';
import {keymap} from '../features/keymap.ts';
import {parseSort} from '../features/runs/sort.ts';
import {expandHome} from '../storage/own-folder.ts';
import type {Binding} from '../store/keys/binding.ts';
import {platform, type Environment} from '../terminal/platform.ts';
import {
	noProfileName,
	settingNames,
	type SettingName,
	type SettingsLayer,
} from './config-schema.ts';
import type {Config} from './config.ts';
import {wantsColor} from './environment.ts';
import type {KeyChoice} from './find-key.ts';
import {optionKey, optionOfSetting, optionTable, type OptionValues} from './option-table.ts';
import {maxConcurrency, proxyVariable, readBaseUrl} from './option-values.ts';

export const settingSources = ['flag', 'environment', 'profile', 'config', 'default'] as const;
export type SettingSource = (typeof settingSources)[number];

export type Settings = KeyChoice & {
	readonly configPath: string | null;
	readonly config: Config | null;
	readonly sources: Readonly<Record<SettingName, SettingSource>>;
	/** The value of each option and setting; for settings that are options too, as a user types it. */
	readonly values: OptionValues & typeof settingDefaults & Omit<SettingsLayer, keyof OptionValues>;
	readonly proxyFrom: string;
	/** The folder for outputs and logs that the user saves from the screen; null for the current folder. */
	readonly downloadFolder: string | null;
	/** The columns of the run list on the screen; empty for the usual ones. */
	readonly columns: readonly string[];
	/** The order of the run list until the user chooses one; undefined for the usual one. */
	readonly sort: ListSort | undefined;
	readonly bindings: readonly Binding[];
	readonly historyLimits: HistoryLimits;
	readonly views: SavedState['views'];
};

type SettingsContext = Pick<Settings, 'config' | 'configPath' | 'profile'> & {
	readonly flags: Partial<OptionValues>;
	readonly env: Environment;
};

type Values = {
	readonly [Name in keyof Settings['values']]?: Settings['values'][Name] | undefined;
};

/** The defaults of settings that are no options. */
export const settingDefaults = {
	concurrency: maxConcurrency as number,
	ascii: false as boolean,
	calm: false as boolean,
	title: true as boolean,
	progress: true as boolean,
	notify: true as boolean,
	bell: true as boolean,
};

const defaults: Values = {
	...settingDefaults,
	...Object.fromEntries(
		optionTable.flatMap(({name, placeholder, fallback}) => {
			const value = placeholder === undefined ? name.startsWith('no-') : fallback;
			return value === undefined ? [] : [[optionKey(name), value]];
		}),
	),
};

/** They are also options of `ls`, whose defaults they do not replace. */
const listSettings = ['columns', 'sort'] as const;

/** A demo and a replay must not use the configured base URL, key file and proxy. */
const noAccount: Values = {baseUrl: defaults.baseUrl, apiKeyFile: undefined, proxy: undefined};

/** Returns the names of all profiles, and `default` for no profile. Returns no names if the config has no profiles. */
export function profileNames({config}: Pick<Settings, 'config'>): readonly string[] {
	const names = [...(config?.profiles.keys() ?? [])];
	return names.length === 0 ? [] : [...names, noProfileName];
}

/** Chooses the value of each setting from options, environment, profile, config and defaults, and notes its source. */
export function resolveSettings(context: SettingsContext): Settings {
	const {flags, env, config, configPath, profile} = context;
	const base = config?.base ?? {};
	const own = (profile === null ? undefined : config?.profiles.get(profile)) ?? {};
	const columns = own.columns ?? base.columns ?? [];
	const sort = own.sort ?? base.sort;
	const via = proxyVariable(env);
	const hasAccount = flags.demo !== true && flags.replay === undefined;
	// Later entries take precedence over earlier ones.
	const layers: ReadonlyArray<readonly [SettingSource, Values]> = [
		['default', defaults],
		// Other programs use these variables too, so the config is more specific.
		['environment', via === undefined ? {} : {proxy: env[via]?.trim()}],
		['config', toValues(base)],
		['profile', toValues(own)],
		['environment', environmentValues(env)],
		['flag', flags],
		...(hasAccount ? [] : [['default', noAccount] as const]),
	];
	const values = Object.assign({}, ...layers.map(([, layer]) => layer)) as Settings['values'];
	const sourceOf = (name: SettingName): SettingSource =>
		layers.findLast(([, layer]) => name in layer)?.[0] ?? 'default';
	const sources = {
		...Object.fromEntries(settingNames.map(name => [name, sourceOf(name)])),
		...Object.fromEntries(
			listSettings.map(name => [name, own[name] ? 'profile' : base[name] ? 'config' : 'default']),
		),
	} as Settings['sources'];
	// A relative path in the config starts at its folder, `~/` at the home folder.
	const resolvePath = (path: string): string => {
		const expanded = expandHome(path, env['HOME'] ?? env['USERPROFILE'] ?? '', platform);
		return isAbsolute(expanded) ? expanded : join(dirname(configPath ?? ''), expanded);
	};
	const {days = defaultHistoryLimits.days, megabytes} = config?.history ?? {};
	return {
		configPath,
		config,
		profile,
		sources,
		values,
		proxyFrom:
			(sources.proxy === 'environment' ? via : undefined) ??
			(sources.proxy === 'flag' ? '--proxy' : '"proxy"'),
		downloadFolder: values.downloadFolder === undefined ? null : resolvePath(values.downloadFolder),
		columns,
		sort: sort === undefined ? undefined : parseSort(sort),
		bindings: config?.bindings ?? keymap,
		historyLimits: {
			days,
			bytes: megabytes === undefined ? defaultHistoryLimits.bytes : megabytes * megabyte,
		},
		views: new Map(
			config?.views.map(({name, filter = '', sort: order = 'added', columns: some = columns}) => [
				name,
				{filter, sort: parseSort(order), columns: some},
			]),
		),
		...chooseKeyFile({values, sources}, base, own, resolvePath),
	};
}

/** Converts settings to the form in which options are typed: those of options that are numbers become text. */
function toValues(layer: SettingsLayer): Values {
	return Object.fromEntries(
		settingNames
			.filter(name => !listSettings.some(one => one === name) && layer[name] !== undefined)
			.map(name => [
				name,
				optionOfSetting(name) === undefined || typeof layer[name] !== 'number'
					? layer[name]
					: String(layer[name]),
			]),
	);
}

function environmentValues(env: Environment): Values {
	const baseUrl = env['CHENYU_BASE_URL'] ?? '';
	const hasColor = env['FORCE_COLOR'] !== undefined || (env['NO_COLOR'] ?? '') !== '';
	return {
		...(baseUrl === '' ? {} : {baseUrl}),
		...(hasColor ? {color: wantsColor(env)} : {}),
	};
}

/**
 * Chooses the key file. One from the config is only for the server of the `baseUrl` in the same profile or, without
 * one, at the top level of the config. For another server, `keyFile` is null and `keyFor` is the intended server. Not
 * checked if neither `baseUrl` is set in the config, or if the user gave `--base-url` or `--api-key-file`.
 */
function chooseKeyFile(
	{values: {apiKeyFile: path, baseUrl}, sources}: Pick<Settings, 'values' | 'sources'>,
	base: SettingsLayer,
	profile: SettingsLayer,
	resolvePath: (path: string) => string,
): Pick<KeyChoice, 'keyFile' | 'keyFor'> {
	if (path === undefined) {
		return {keyFile: null, keyFor: null};
	}

	const overridesVariable = profile.apiKeyFile !== undefined && sources.baseUrl === 'profile';

	if (sources.apiKeyFile === 'flag') {
		return {keyFile: {path, name: '--api-key-file', overridesVariable}, keyFor: null};
	}

	const ofProfile = sources.apiKeyFile === 'profile' ? profile.baseUrl : undefined;
	const intended = readBaseUrl(ofProfile ?? base.baseUrl ?? '')?.origin ?? null;

	return intended !== null &&
		sources.baseUrl !== 'flag' &&
		intended !== readBaseUrl(baseUrl)?.origin
		? {keyFile: null, keyFor: intended}
		: {keyFile: {path: resolvePath(path), name: '"apiKeyFile"', overridesVariable}, keyFor: null};
}

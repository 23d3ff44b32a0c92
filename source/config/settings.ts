import type {Binding} from '../store/keys/binding.ts';
import {keymap} from '../features/keymap.ts';
import {noProfileName, type Config} from './config.ts';
import {
	settingNames,
	settingOptions,
	type Layer,
	type SettingName,
	type SettingOption,
} from './config-schema.ts';
import {keyFileOf, type KeyFileChoice} from './key-file.ts';
import {
	layerOf,
	placeInConfig,
	profileLayer,
	type SettingsContext,
	type SettingSource,
	type SettingSources,
} from './layers.ts';
import {fallbackOf} from './option-values.ts';
import type {Flags} from './read-flags.ts';

/** The effective settings that are not in `Options`, and the source of each setting. */
export type Settings = KeyFileChoice & {
	/** Null if the user has no home folder. */
	readonly configPath: string | null;
	readonly config: Config | null;
	/** The active profile; null without one. */
	readonly profile: string | null;
	readonly sources: SettingSources;
	/** The effective value of each setting; null if it is not set and has no default. */
	readonly values: Readonly<Record<SettingName, string | boolean | null>>;
	/** The folder for outputs and logs that the user saves; null: the current folder. */
	readonly downloadFolder: string | null;
	readonly bindings: readonly Binding[];
};

/** The names of all profiles, for a choice; empty without profiles. */
export function profileNames({config}: Pick<Settings, 'config'>): readonly string[] {
	const names = [...(config?.profiles.keys() ?? [])];
	return names.length === 0 ? [] : [...names, noProfileName];
}

/** Merges the profile and the config into the flags, with the source of each. */
export function resolveSettings(context: SettingsContext): {
	readonly flags: Flags;
	readonly settings: Settings;
} {
	const {config, configPath, profile} = context;
	const switches = new Set(context.flags.switches);
	const values = new Map(context.flags.values);
	const sources = Object.fromEntries(
		settingNames.map(name => [name, sourceOf(name, context)]),
	) as Record<SettingName, SettingSource>;

	for (const name of settingNames) {
		const layer = layerOf(sources[name], context);

		if (layer !== null) {
			take(name, layer[name], switches, values);
		}
	}

	return {
		flags: {switches, values},
		settings: {
			configPath,
			config,
			profile,
			sources,
			values: Object.fromEntries(
				settingNames.map(name => [name, valueOf(name, {switches, values}, sources, context)]),
			) as Settings['values'],
			downloadFolder: folderOf(sources, context),
			bindings: config?.bindings ?? keymap,
			...keyFileOf(sources, context),
		},
	};
}

function sourceOf(name: SettingName, context: SettingsContext): SettingSource {
	const {flags, config, chosenLater} = context;
	const option = settingOptions[name];
	const ofProfile = profileLayer(context)?.[name] !== undefined;

	// A demo and a recording bring what they ask; no account of the config has a part in them.
	const isOwnService = flags.switches.has('demo') || flags.values.has('replay');
	const isAccount = name === 'baseUrl' || name === 'apiKeyFile';

	if (isAccount && isOwnService) {
		return 'default';
	}

	if (ofProfile && chosenLater) {
		return 'palette';
	}

	if (isTyped(option, flags)) {
		return 'flag';
	}

	if (isInEnvironment(name, context)) {
		return 'environment';
	}

	if (ofProfile) {
		return 'profile';
	}

	return config?.base[name] === undefined ? 'default' : 'config';
}

function isTyped(option: SettingOption, {values, switches}: Flags): boolean {
	switch (option.kind) {
		case 'value': {
			return values.has(option.name);
		}

		case 'switch':
		case 'unless': {
			return switches.has(option.name);
		}

		case 'own': {
			return false;
		}
	}
}

/** The effective value: text as typed on the command line, or whether a switch is on. */
function valueOf(
	name: SettingName,
	{switches, values}: Flags,
	sources: SettingSources,
	context: SettingsContext,
): string | boolean | null {
	const option = settingOptions[name];

	switch (option.kind) {
		case 'value': {
			const fallback = fallbackOf(option.name);
			return values.get(option.name) ?? (fallback === '' ? null : fallback);
		}

		case 'switch': {
			return switches.has(option.name);
		}

		case 'unless': {
			return !switches.has(option.name);
		}

		case 'own': {
			return folderOf(sources, context);
		}
	}
}

function folderOf(
	{downloadFolder: source}: SettingSources,
	context: SettingsContext,
): string | null {
	const folder = layerOf(source, context)?.downloadFolder;
	return folder === undefined || context.config === null
		? null
		: placeInConfig(folder, context.config.path, context.env);
}

function isInEnvironment(name: SettingName, {env}: SettingsContext): boolean {
	if (name === 'baseUrl') {
		return (env['CHENYU_BASE_URL'] ?? '') !== '';
	}

	return name === 'color' && (env['FORCE_COLOR'] !== undefined || (env['NO_COLOR'] ?? '') !== '');
}

/** Adds a setting to the flags, as the option that it replaces. */
function take(
	name: SettingName,
	value: Layer[SettingName],
	switches: Set<string>,
	values: Map<string, string>,
): void {
	const option = settingOptions[name];

	if (option.kind === 'value') {
		values.set(option.name, String(value));
	} else if (option.kind !== 'own' && value === (option.kind === 'switch')) {
		switches.add(option.name);
	}
}

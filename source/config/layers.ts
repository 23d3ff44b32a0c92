import {dirname, isAbsolute, join} from 'node:path';
import type {Config} from './config.ts';
import type {Layer, SettingName} from './config-schema.ts';
import type {Environment} from '../terminal/environment.ts';
import type {Flags} from './read-flags.ts';

/** The source of a setting, by descending precedence. */
export type SettingSource = 'palette' | 'flag' | 'environment' | 'profile' | 'config' | 'default';

export type SettingSources = Readonly<Record<SettingName, SettingSource>>;

export type SettingsContext = {
	readonly flags: Flags;
	readonly env: Environment;
	readonly config: Config | null;
	readonly configPath: string | null;
	readonly profile: string | null;
	/** Whether the profile was chosen while the program ran. Its settings then take precedence over all others. */
	readonly chosenLater: boolean;
};

/** The part of the config that is the source; null for other sources. */
export function layerOf(source: SettingSource, context: SettingsContext): Layer | null {
	if (source === 'palette' || source === 'profile') {
		return profileLayer(context);
	}

	return source === 'config' ? (context.config?.base ?? null) : null;
}

/** The settings of the active profile; null without one. */
export function profileLayer({config, profile}: SettingsContext): Layer | null {
	return profile === null ? null : (config?.profiles.get(profile) ?? null);
}

/** Resolves a path of the config: it is relative to the folder of the config; `~/` is the home folder. */
export function placeInConfig(path: string, configPath: string, env: Environment): string {
	const home = env['HOME'] ?? env['USERPROFILE'] ?? '';

	if (path.startsWith('~/') && home !== '') {
		return join(home, path.slice(2));
	}

	return isAbsolute(path) ? path : join(dirname(configPath), path);
}

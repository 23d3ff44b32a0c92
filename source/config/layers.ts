import {dirname, isAbsolute, join} from 'node:path';
import type {Config} from './config.ts';
import type {Layer, SettingName} from './config-schema.ts';
import type {Environment} from '../terminal/environment.ts';
import type {Flags} from './read-flags.ts';

/** What decided a setting; the nearest to what was typed last goes first. */
export type SettingSource = 'palette' | 'flag' | 'environment' | 'profile' | 'config' | 'default';

/** Where each setting comes from. */
export type SettingSources = Readonly<Record<SettingName, SettingSource>>;

/** What the settings are made from. */
export type SettingsContext = {
	readonly flags: Flags;
	readonly env: Environment;
	readonly config: Config | null;
	readonly configPath: string | null;
	readonly profile: string | null;
	/** Whether the profile was chosen while the program ran: then what it names goes before everything else. */
	readonly chosenLater: boolean;
};

/** The part of the config that a source names; null for a source outside of it. */
export function layerOf(source: SettingSource, context: SettingsContext): Layer | null {
	if (source === 'palette' || source === 'profile') {
		return profileLayer(context);
	}

	return source === 'config' ? (context.config?.base ?? null) : null;
}

/** The settings of the profile in force; null without one. */
export function profileLayer({config, profile}: SettingsContext): Layer | null {
	return profile === null ? null : (config?.profiles.get(profile) ?? null);
}

/** A path in the config counts from the config's own folder, and `~/` from the user's home. */
export function placeInConfig(path: string, configPath: string, env: Environment): string {
	const home = env['HOME'] ?? env['USERPROFILE'] ?? '';

	if (path.startsWith('~/') && home !== '') {
		return join(home, path.slice(2));
	}

	return isAbsolute(path) ? path : join(dirname(configPath), path);
}

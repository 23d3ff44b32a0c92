import {readBaseUrl} from './base-url.ts';
import {
	layerOf,
	placeInConfig,
	profileLayer,
	type SettingsContext,
	type SettingSources,
} from './layers.ts';
import {fallbackOf} from './option-values.ts';
import type {KeyFileName} from './read-key.ts';

/** The file that the key is in, and how it was named. */
export type KeyFile = {
	readonly path: string;
	readonly name: KeyFileName;
	/**
	 * Whether it takes precedence over `CHENYU_API_KEY`: a profile with its own base URL uses its own key file, so that the
	 * key of another account is not sent there.
	 */
	readonly overridesVariable: boolean;
};

/** What is known of the key file. */
export type KeyFileChoice = {
	/** Null where none is named, or the one that is goes with another base URL (`keyFor`). */
	readonly keyFile: KeyFile | null;
	/** The origin that the config's key file is for, where that is not the one in force. */
	readonly keyFor: string | null;
};

/**
 * The file with the key. One that the config names beside a base URL is for that origin: with another one, that the
 * environment or a profile names, it is not used. What was typed is the user's own word.
 */
export function keyFileOf(sources: SettingSources, context: SettingsContext): KeyFileChoice {
	const {flags, config} = context;
	const profile = profileLayer(context);
	const source = sources.apiKeyFile;
	const isProfilesOwn =
		profile?.apiKeyFile !== undefined &&
		(sources.baseUrl === 'profile' || sources.baseUrl === 'palette');

	if (source === 'flag') {
		const path = flags.values.get('api-key-file') ?? '';
		return {
			keyFile: {path, name: '--api-key-file', overridesVariable: isProfilesOwn},
			keyFor: null,
		};
	}

	const file = layerOf(source, context)?.apiKeyFile;

	if (file === undefined || config === null) {
		return {keyFile: null, keyFor: null};
	}

	const beside = source === 'config' ? undefined : profile?.baseUrl;
	const meant = originOf(beside ?? config.base.baseUrl);
	const wanted = originOf(
		sources.baseUrl === 'environment'
			? context.env['CHENYU_BASE_URL']
			: (layerOf(sources.baseUrl, context)?.baseUrl ?? fallbackOf('base-url')),
	);

	if (meant !== null && sources.baseUrl !== 'flag' && meant !== wanted) {
		return {keyFile: null, keyFor: meant};
	}

	const path = placeInConfig(file, config.path, context.env);
	return {keyFile: {path, name: '"apiKeyFile"', overridesVariable: isProfilesOwn}, keyFor: null};
}

function originOf(address: string | undefined): string | null {
	const url = address === undefined ? null : readBaseUrl(address);
	return url instanceof URL ? url.origin : null;
}

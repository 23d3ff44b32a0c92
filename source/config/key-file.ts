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

/** The file with the key, and the option or setting that names it. */
export type KeyFile = {
	readonly path: string;
	readonly name: KeyFileName;
	/**
	 * Whether it takes precedence over `CHENYU_API_KEY`: a profile with its own base URL uses its own key file, so that the
	 * key of another account is not sent there.
	 */
	readonly overridesVariable: boolean;
};

export type KeyFileChoice = {
	/** Null if none is set, or if it is for another base URL (`keyFor`). */
	readonly keyFile: KeyFile | null;
	/** The origin of the config's key file, if the file is not used because another origin is in use; else null. */
	readonly keyFor: string | null;
};

/**
 * The file with the key. A key file of the config is only for the origin of the base URL beside it: it is not used if the
 * environment or a profile sets another origin. With `--base-url` or `--api-key-file`, the user decides.
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

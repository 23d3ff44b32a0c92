import type {Options} from '../config/options.ts';

/**
 * What takes the same watch up again, besides its ids. `shown` is the profile whose account is watched, which may be another
 * one than `profile`, that of the start; null is none.
 */
export function resumeOptions(
	{demo, download, replay, baseUrl, baseUrlGiven}: Options,
	profile: string | null,
	shown: string | null,
): readonly string[] {
	if (replay !== null) {
		return ['--replay', replay];
	}

	// With another profile there may be another base URL.
	const isNamed = baseUrlGiven && shown === profile;
	return [
		...(demo ? ['--demo'] : []),
		...(shown === null ? [] : ['--profile', shown]),
		...(isNamed && !demo ? ['--base-url', baseUrl.href] : []),
		...(download === null ? [] : ['--download', download]),
	];
}

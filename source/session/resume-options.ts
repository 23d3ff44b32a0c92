import type {Options} from '../config/options.ts';

/** What takes the same watch up again, besides its ids. */
export function resumeOptions({demo, replay, baseUrl, baseUrlGiven}: Options): readonly string[] {
	if (replay !== null) {
		return ['--replay', replay];
	}

	if (demo) {
		return ['--demo'];
	}

	return baseUrlGiven ? ['--base-url', baseUrl.href] : [];
}

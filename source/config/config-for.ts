import type {Messages} from '../i18n/index.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {noProfileName, readConfig, type Config} from './config.ts';
import {quoteInput} from './quote-input.ts';
import type {ConfigFile} from './load-config.ts';
import type {Flags} from './read-flags.ts';
import type {Subcommand} from './parse-word.ts';
import {WrongUsage} from './wrong-usage.ts';

/** Reads the config. For `doctor`, an invalid config is a result rather than an error, so that the other checks can run. */
export function readConfigFor(
	subcommand: Subcommand | null,
	file: ConfigFile | null,
	messages: Messages,
): {readonly config: Config | null; readonly configFault: string | null} {
	try {
		return {config: readConfig(file, messages), configFault: null};
	} catch (error) {
		if (subcommand === 'doctor' && error instanceof WrongUsage) {
			return {config: null, configFault: error.message.replaceAll('\n', ' ')};
		}

		throw error;
	}
}

/** The profile of `--profile`; null without one. Throws `WrongUsage` if it does not exist. */
export function pickProfile(
	{values}: Flags,
	config: Config | null,
	file: ConfigFile | null,
	{config: words}: Messages,
): string | null {
	const name = values.get('profile');

	if (name === undefined || name === noProfileName) {
		return null;
	}

	if (config?.profiles.has(name) !== true) {
		const path = file === null ? null : cleanName(file.path);
		const names = [...(config?.profiles.keys() ?? [])].map(cleanName);
		throw new WrongUsage(words.unknownProfile(quoteInput(name), path, names));
	}

	return name;
}

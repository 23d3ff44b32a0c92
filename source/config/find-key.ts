import {readKey, type KeyResult} from './read-key.ts';
import type {Settings} from './settings.ts';
import type {Messages} from '../i18n/index.ts';
import {cleanName} from '../core/text/sanitize.ts';

/** The key for the base URL in force, and a warning for stderr. */
export type FoundKey = {readonly found: KeyResult; readonly warnings: readonly string[]};

/** `variable` is the value of `CHENYU_API_KEY`; empty if unset. */
export function findKey(
	variable: string,
	{keyFile, keyFor, profile}: Settings,
	messages: Messages,
): FoundKey {
	if (keyFor !== null && variable.trim() === '') {
		const message = messages.config.keyElsewhere(cleanName(keyFor));
		return {found: {kind: 'wrong', message, exitCode: 3}, warnings: []};
	}

	const goesFirst = keyFile?.overridesVariable === true;
	const found = readKey(
		// A copy: the variable was taken out of the environment, and another profile may need it later.
		{CHENYU_API_KEY: goesFirst ? '' : variable},
		keyFile?.path ?? null,
		messages,
		keyFile?.name,
	);
	return {
		found,
		warnings: [
			...(goesFirst && variable.trim() !== '' && profile !== null
				? [messages.config.keyNotUsed(cleanName(profile))]
				: []),
			...(found.kind === 'key' && found.warning !== null ? [found.warning] : []),
		],
	};
}

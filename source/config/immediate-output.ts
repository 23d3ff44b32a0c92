import {languages, type Language} from '../i18n/language.ts';
import type {Environment} from '../terminal/environment.ts';
import type {Arguments} from './arguments.ts';
import {helpTopic} from './commands.ts';
import {localeLanguage} from './environment.ts';
import {commandHelpText, helpText} from './help-text.ts';
import {usageFor} from './usage-messages.ts';

/**
 * Returns the text that `--help`, `help` or `--version` prints; null if none of them is given. Ignores errors in other
 * arguments, and parses no option values, to start fast.
 */
export function immediateOutput(given: Arguments, env: Environment, version: string) {
	const usage = usageFor(messageLanguage(given.options, env));
	const topic = helpTopic(given);

	if (topic !== null) {
		return {text: topic === 'program' ? helpText(usage) : commandHelpText(topic, usage), usage};
	}

	return given.options.includes('--version') ? {text: version, usage} : null;
}

/**
 * Returns the language of messages. The options need not be validated yet, so that errors in them are also reported in
 * that language.
 */
export function messageLanguage(options: readonly string[], env: Environment): Language {
	return languages.find(name => options.includes(`--lang=${name}`)) ?? localeLanguage(env);
}

import type {Environment} from '../terminal/environment.ts';
import {languages, type Language} from '../i18n/language.ts';
import {helpText} from './help-text.ts';
import {localeLanguage} from './locale-language.ts';
import {scanArguments} from './scan-arguments.ts';
import {usageFor} from './usage-messages.ts';

/**
 * Returns the output of `--help`, `help` or `--version`; null if the arguments contain none of them. They take
 * precedence over every error in the arguments. Parses no option values, so that the program starts fast.
 */
export function immediateOutput(argv: readonly string[], env: Environment, version: string) {
	const {options, help} = scanArguments(argv);
	const usage = usageFor(messageLanguage(options, env));

	if (help !== null) {
		return {text: help === 'program' ? helpText(usage) : usage.commandHelp[help], usage};
	}

	return options.includes('--version') ? {text: version, usage} : null;
}

/**
 * Returns the language of `--lang`, or else of the locale. Works before the options are validated, so that errors in
 * the options are reported in that language.
 */
export function messageLanguage(options: readonly string[], env: Environment): Language {
	return languages.find(name => options.includes(`--lang=${name}`)) ?? localeLanguage(env);
}

import type {Language} from '../i18n/language.ts';
import {usageFor, type usageEn} from './usage-messages.ts';
import {helpText} from './help-text.ts';
import {localeLanguage} from './locale-language.ts';
import {languages} from './options.ts';
import type {Environment} from '../terminal/environment.ts';
import {scanArguments} from './scan-arguments.ts';

/** What is printed on stdout instead of doing anything; exit code 0. */
export type FirstAnswer = {
	readonly kind: 'help' | 'version';
	readonly text: string;
	/** The sentences in the language that was asked for. */
	readonly usage: typeof usageEn;
};

/** As far as a first answer depends on it: the arguments, the environment, the program's own version. */
export type FirstQuestion = {
	readonly argv: readonly string[];
	readonly env: Environment;
	readonly version: string;
};

/**
 * Answers `--help`, `help` and `--version`, which go before every fault; null where neither is asked for. It needs no parser of
 * values, so these two cost little more than the start of Node itself.
 */
export function firstAnswer({argv, env, version}: FirstQuestion): FirstAnswer | null {
	const {options, help} = scanArguments(argv);
	const usage = usageFor(askedLanguage(options, env));

	if (help !== null) {
		const text = help === 'program' ? helpText(usage) : usage.commandHelp[help];
		return {kind: 'help', text, usage};
	}

	return options.includes('--version') ? {kind: 'version', text: version, usage} : null;
}

/** The language of the last `--lang`, else that of the locale: what is wrong with an option is told in it too. */
export function askedLanguage(options: readonly string[], env: Environment): Language {
	const requested = options
		.findLast(option => option.startsWith('--lang='))
		?.slice('--lang='.length);
	return languages.find(name => name === requested) ?? localeLanguage(env);
}

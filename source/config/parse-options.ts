import meow from 'meow';
import {languages, type Language, type Messages} from '../i18n/messages.ts';
import {scanArguments} from './arguments.ts';
import type {Subcommand} from './command-help-messages.ts';
import {readCommand} from './command-words.ts';
import {noProfileName} from './config-schema.ts';
import {readConfig, type Config} from './config.ts';
import {messageLanguage} from './help-text.ts';
import type {ConfigFile} from './load-config.ts';
import {optionKey, optionTable, type OptionValues} from './option-table.ts';
import {readOptions, type Options, type TerminalContext} from './options.ts';
import {profileNames, resolveSettings, type Settings} from './settings.ts';
import {chooseValue, UsageError} from './usage-error.ts';

type StartContext = TerminalContext & {
	/** The arguments of the command line, without the program and its script. */
	readonly argv: readonly string[];
	/** The config file of the user; null if the user has no home folder. */
	readonly config: ConfigFile | null;
	readonly messagesFor: (language: Language) => Messages;
};

export type ParsedCommandLine = {
	readonly options: Options;
	readonly settings: Settings;
	readonly subcommand: Subcommand | null;
	/**
	 * The errors in an invalid config, for `doctor`, which reports them; null if the config is valid. Other commands except
	 * `completion` cannot run with an invalid config: `parseOptions` then returns the errors instead of a request.
	 */
	readonly configFault: string | null;
};

export type SessionContext = ParsedCommandLine & {
	readonly messages: Messages;
	/** For JSON, which is the same in every language. */
	readonly english: Messages;
	/** The value of `CHENYU_API_KEY`, which has been deleted from the environment. */
	readonly keyVariable: string;
	readonly version: string;
};

/**
 * Has no side effects. Call it only if `immediateOutput` returned null. Returns a sanitized error message for invalid
 * input: one line per error in a config, otherwise one line.
 */
export function parseOptions(context: StartContext): ParsedCommandLine | string {
	const given = scanArguments(context.argv);
	const {env, config: file, messagesFor} = context;
	let messages = messagesFor(messageLanguage(given.options, env));

	try {
		if (given.error !== null) {
			throw given.error;
		}

		const command = readCommand(given);
		const {subcommand} = command;
		const read = readConfig(file, messages);
		const isInvalid = typeof read === 'string';

		if (isInvalid && subcommand !== 'doctor' && subcommand !== 'completion') {
			return read;
		}

		const config = isInvalid ? null : read;
		const flags = readFlags(given.options);
		const settings = resolveSettings({
			flags,
			env,
			config,
			configPath: file?.path ?? null,
			profile: isInvalid ? null : findProfile(flags.profile, config),
		});
		messages = messagesFor(
			languages.find(name => name === settings.values.lang) ?? messages.language,
		);
		return {
			options: readOptions({command, flags, settings, context, messages}),
			settings,
			subcommand,
			// Joins the lines, because `doctor` shows all errors on one line.
			configFault: isInvalid ? read.replaceAll('\n', ' ') : null,
		};
	} catch (failure) {
		if (failure instanceof UsageError) {
			return failure.sentence(messages);
		}

		throw failure;
	}
}

/** Disables Meow's own help, version and error messages, because they are only in English and end the process. */
function readFlags(options: readonly string[]): Partial<OptionValues> {
	const {flags} = meow({
		importMeta: import.meta,
		pkg: {name: 'chenyu-top'},
		description: false,
		argv: options,
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
		flags: Object.fromEntries(
			optionTable.map(({name, placeholder}) => [
				optionKey(name),
				{type: placeholder === undefined ? 'boolean' : 'string'} as const,
			]),
		),
	});
	return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}

function findProfile(name: string | undefined, config: Config | null): string | null {
	if (name === undefined || name === noProfileName) {
		return null;
	}

	const names = profileNames({config});

	if (names.length === 0) {
		throw new UsageError(({usage: {errors}}) => errors.noProfiles);
	}

	return chooseValue('--profile', name, names);
}

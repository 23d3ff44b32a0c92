import {themeNames} from '../ui/theme/theme-name.ts';
import {messagesFor, type Messages} from '../i18n/index.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Environment} from '../terminal/environment.ts';
import {readBaseUrl} from './base-url.ts';
import {noProfileName, readConfig, type Config} from './config.ts';
import {messageLanguage} from './immediate-output.ts';
import {combinationError, standardInput, type ParsedArguments} from './combination-error.ts';
import type {ConfigFile} from './load-config.ts';
import {
	parseBudget,
	parseConcurrency,
	parseInterval,
	parseSpeed,
	parseTimeout,
} from './option-values.ts';
import {languages, untilConditions, type Options} from './options.ts';
import type {Subcommand} from './parse-word.ts';
import {quoteInput} from './quote-input.ts';
import {scanArguments} from './scan-arguments.ts';
import {resolveSettings, type Settings, type SettingSource} from './settings.ts';
import {canDraw, isDumb, wantsColor, wantsSpeech} from './terminal-overrides.ts';

export type StartContext = {
	/** The arguments of the command line, without the program and its script. */
	readonly argv: readonly string[];
	readonly env: Environment;
	readonly stdinIsTerminal: boolean;
	readonly stdoutIsTerminal: boolean;
	/** The config file of the user; null if the user has no home folder. */
	readonly config: ConfigFile | null;
};

export type Request = {
	readonly options: Options;
	readonly settings: Settings;
	readonly subcommand: Subcommand | null;
	/** The errors of an invalid config if `doctor` runs, which reports them; otherwise null. */
	readonly configFault: string | null;
	/** Parses again with a profile that the user chose on the screen. Returns an error message on failure. */
	withProfile(name: string | null): Request | string;
};

/** An error in the arguments or in the config. The message is printed to stderr. */
class WrongUsage extends Error {}

/**
 * Parses a command line with its environment and config. Has no side effects. For invalid input, returns a sanitized
 * error message: one line, or one line per error in the config. Does not handle `--help` and `--version`; call
 * `immediateOutput` first.
 * @param chosen The profile that the user chose on the screen; null for no profile. If undefined, `--profile`
 * applies.
 */
export function parseOptions(context: StartContext, chosen?: string | null): Request | string {
	try {
		return parse(context, chosen);
	} catch (error) {
		if (error instanceof WrongUsage) {
			return error.message;
		}

		throw error;
	}
}

function parse(context: StartContext, chosen: string | null | undefined): Request {
	const {flags, subcommand, ids, error} = scanArguments(context.argv);
	const {env, config: file} = context;
	const messages = messagesFor(messageLanguage(flags, env));

	if (error !== null) {
		throw new WrongUsage(error(messages.usage.wrong, quoteInput));
	}

	const read = readConfig(file, messages);
	const isInvalid = typeof read === 'string';

	if (isInvalid && subcommand !== 'doctor') {
		throw new WrongUsage(read);
	}

	const config = isInvalid ? null : read;
	const settings = resolveSettings({
		flags,
		env,
		config,
		configPath: file?.path ?? null,
		profile:
			chosen === undefined && !isInvalid
				? findProfile(flags.profile, config, file, messages)
				: (chosen ?? null),
		chosenLater: chosen !== undefined,
	});
	const {values} = settings;
	const language = languages.find(name => name === values.lang) ?? messages.language;
	return {
		options: readOptions(
			{subcommand, ids, values, flags, language},
			context,
			settings.sources.baseUrl,
		),
		settings,
		subcommand,
		// Joins the lines, because `doctor` shows all errors on one line.
		configFault: isInvalid ? read.replaceAll('\n', ' ') : null,
		withProfile: name => parseOptions(context, name),
	};
}

function findProfile(
	name: string | undefined,
	config: Config | null,
	file: ConfigFile | null,
	{config: words}: Messages,
): string | null {
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

function readOptions(
	parsed: ParsedArguments,
	context: StartContext,
	baseUrlSource: SettingSource,
): Options {
	const {ids, values, language} = parsed;
	const {env, stdinIsTerminal, stdoutIsTerminal} = context;
	const messages = messagesFor(language);
	const {usage} = messages;
	const {expects} = usage.wrong;
	const {calm} = values;
	const idsFromInput = ids.includes(standardInput);
	const hasScreen =
		(stdinIsTerminal || idsFromInput) &&
		stdoutIsTerminal &&
		(values.screen ? !isDumb(env) : canDraw(env));
	const error = combinationError(parsed, {stdinIsTerminal, hasScreen}, messages);

	if (error !== undefined) {
		throw new WrongUsage(error);
	}

	type Name =
		'interval' | 'concurrency' | 'speed' | 'until' | 'budget' | 'timeout' | 'lang' | 'theme';

	function read<Value>(
		name: Name,
		expected: string,
		parseValue: (text: string) => Value | null,
	): Value {
		const text = values[name] ?? '';
		const value = parseValue(text);

		if (value === null) {
			throw new WrongUsage(usage.wrong.value(`--${name}`, quoteInput(text), expected));
		}

		return value;
	}

	const choose = <Choice extends string>(name: Name, choices: readonly Choice[]): Choice =>
		read(name, expects.choice(choices), text => choices.find(choice => choice === text) ?? null);

	return {
		ids: [...new Set(ids.filter(id => id !== standardInput))],
		idsFromInput,
		workflow: values.workflow ?? null,
		status: values.status ?? null,
		interval: read('interval', expects.interval, parseInterval),
		concurrency: read('concurrency', expects.concurrency, parseConcurrency),
		baseUrl: parseBaseUrl(values.baseUrl, baseUrlSource, usage),
		baseUrlGiven: baseUrlSource === 'flag' || baseUrlSource === 'environment',
		demo: values.demo,
		download: values.download ?? null,
		record: values.record ?? null,
		replay: values.replay ?? null,
		speed: read('speed', expects.speed, parseSpeed),
		mode: values.json ? 'json' : values.plain || values.once || !hasScreen ? 'plain' : 'screen',
		once: values.once,
		allowEmpty: values.allowEmpty,
		until: choose('until', untilConditions),
		budget: values.budget === undefined ? null : read('budget', expects.budget, parseBudget),
		timeout: values.timeout === undefined ? null : read('timeout', expects.timeout, parseTimeout),
		exitWhenDone: values.exitWhenDone,
		language: values.lang === undefined ? language : choose('lang', languages),
		color: values.color && wantsColor(env) ? 'auto' : 'never',
		ascii: values.ascii,
		signals: {
			title: values.title,
			progress: values.progress && !calm,
			notify: values.notify,
			bell: values.bell && !calm,
		},
		mouse: values.mouse,
		calm,
		screenReader: wantsSpeech(env),
		theme: choose('theme', themeNames),
	};
}

function parseBaseUrl(text: string, source: SettingSource, usage: Messages['usage']): URL {
	const url = readBaseUrl(text);

	if (url instanceof URL) {
		return url;
	}

	throw new WrongUsage(
		usage.wrongBaseUrl[url](source === 'environment' ? 'CHENYU_BASE_URL' : '--base-url'),
	);
}

import {themeNames} from '../ui/theme/theme-name.ts';
import {messagesFor, type Messages} from '../i18n/index.ts';
import type {Language} from '../i18n/language.ts';
import {pickProfile, readConfigFor} from './config-for.ts';
import {faultSentence} from './fault-sentence.ts';
import {messageLanguage} from './immediate-output.ts';
import {
	parseBudget,
	parseConcurrency,
	parseFolder,
	parseInterval,
	parseSpeed,
	parseTimeout,
	pickBaseUrl,
	pickChoice,
} from './option-values.ts';
import type {ConfigFile} from './load-config.ts';
import {languages, untilConditions} from './options.ts';
import type {Mode, Options} from './options.ts';
import type {Environment} from '../terminal/environment.ts';
import {readFlags, type Flags} from './read-flags.ts';
import type {Subcommand} from './parse-word.ts';
import {scanArguments} from './scan-arguments.ts';
import {resolveSettings, type Settings} from './settings.ts';
import {canDraw, isDumb, wantsColor, wantsSpeech} from './terminal-overrides.ts';
import {WrongUsage} from './wrong-usage.ts';

export type StartContext = {
	/** The arguments, without the program and its script. */
	readonly argv: readonly string[];
	readonly env: Environment;
	readonly stdinIsTerminal: boolean;
	readonly stdoutIsTerminal: boolean;
	/** The program's own version, for `--version`. */
	readonly version: string;
	/** Null or undefined if the user has no home folder. */
	readonly config?: ConfigFile | null;
};

/** The validated options and their sources. */
export type Request = {
	readonly options: Options;
	readonly settings: Settings;
	/** null: a watch. */
	readonly subcommand: Subcommand | null;
	/** The errors of a config that `doctor` ignores; otherwise null. */
	readonly configFault: string | null;
	/** The options with a profile that was chosen while the program ran; null for no profile. */
	withProfile(name: string | null): ParsedOptions;
};

export type ParsedOptions =
	| ({readonly kind: 'options'} & Request)
	/** For stderr, sanitized: the errors and their remedies; a line per mistake in the config, else one line. */
	| {readonly kind: 'wrong'; readonly message: string; readonly exitCode: 2};

/** Instead of an id: reads more ids from standard input. */
const standardInput = '-';

/**
 * Parses a command line and its environment. It has no side effects and never throws for user input.
 * `--help` and `--version` are handled before (`immediateOutput`).
 */
export function parseOptions(context: StartContext): ParsedOptions {
	return parse(context, undefined);
}

/** `chosen` is the profile that was chosen while the program ran, null for none; if undefined, `--profile` decides. */
function parse(context: StartContext, chosen: string | null | undefined): ParsedOptions {
	const {options, subcommand, ids, fault} = scanArguments(context.argv);
	const {env, version, config: file = null} = context;
	const messages = messagesFor(messageLanguage(options, env));

	try {
		if (fault !== null) {
			throw new WrongUsage(faultSentence(fault, messages.usage.wrong));
		}

		const {config, configFault} = readConfigFor(subcommand, file, messages);
		const typed = readFlags(options, version);
		const {flags, settings} = resolveSettings({
			flags: typed,
			env,
			config,
			configPath: file?.path ?? null,
			profile:
				chosen === undefined && configFault === null
					? pickProfile(typed, config, file, messages)
					: (chosen ?? null),
			chosenLater: chosen !== undefined,
		});
		const language = languages.find(name => name === flags.values.get('lang'));
		const judged = judge(flags, ids, language ?? messages.language, context);
		refuseIds(subcommand, judged.ids, messages);
		return {
			kind: 'options',
			options: {
				...judged,
				apiKeyFile: settings.keyFile?.path ?? null,
				baseUrlGiven: ['flag', 'environment'].includes(settings.sources.baseUrl),
			},
			settings,
			subcommand,
			configFault,
			withProfile: name => parse(context, name),
		};
	} catch (error) {
		if (error instanceof WrongUsage) {
			return {kind: 'wrong', message: error.message, exitCode: 2};
		}

		throw error;
	}
}

function refuseIds(subcommand: Subcommand | null, ids: Options['ids'], {config}: Messages): void {
	if (subcommand !== null && ids.length > 0) {
		throw new WrongUsage(config.idsWithSubcommand(subcommand));
	}
}

function judge(
	{switches, values}: Flags,
	ids: readonly string[],
	language: Language,
	{env, stdinIsTerminal, stdoutIsTerminal}: StartContext,
): Options {
	const {usage} = messagesFor(language);
	const demo = switches.has('demo');
	const once = switches.has('once');
	const calm = switches.has('calm');
	const idsFromInput = ids.includes(standardInput);
	const keysPossible = stdinIsTerminal || idsFromInput;
	const screenPossible =
		keysPossible && stdoutIsTerminal && (switches.has('screen') ? !isDumb(env) : canDraw(env));

	if (switches.has('json') && switches.has('plain')) {
		throw new WrongUsage(usage.wrong.jsonAndPlain);
	}

	judgeScreen(switches, screenPossible, usage.wrong);
	judgeReplay(values, demo || idsFromInput, usage.wrong);

	if (demo && values.has('base-url')) {
		throw new WrongUsage(usage.wrong.demoAndBaseUrl);
	}

	pickChoice('lang', values.get('lang'), languages, usage);

	const mode: Mode = switches.has('json')
		? 'json'
		: switches.has('plain') || once || !screenPossible
			? 'plain'
			: 'screen';
	const options: Options = {
		ids: judgeIds(ids, usage.wrong),
		idsFromInput,
		workflow: values.get('workflow') ?? null,
		status: values.get('status') ?? null,
		interval: parseInterval(values.get('interval'), usage),
		concurrency: parseConcurrency(values.get('concurrency'), usage),
		...pickBaseUrl(values.get('base-url'), demo ? undefined : env['CHENYU_BASE_URL'], usage),
		apiKeyFile: values.get('api-key-file') ?? null,
		demo,
		download: parseFolder(values.get('download'), usage),
		record: values.get('record') ?? null,
		replay: values.get('replay') ?? null,
		speed: parseSpeed(values.get('speed'), usage),
		mode,
		once,
		allowEmpty: switches.has('allow-empty'),
		until: pickChoice('until', values.get('until'), untilConditions, usage) ?? 'all',
		budget: parseBudget(values.get('budget'), usage),
		timeout: parseTimeout(values.get('timeout'), usage),
		exitWhenDone: switches.has('exit-when-done'),
		language,
		color: switches.has('no-color') || !wantsColor(env) ? 'never' : 'auto',
		ascii: switches.has('ascii'),
		signals: {
			title: !switches.has('no-title'),
			progress: !switches.has('no-progress') && !calm,
			notify: !switches.has('no-notify'),
			bell: !switches.has('no-bell') && !calm,
		},
		mouse: switches.has('mouse'),
		calm,
		screenReader: wantsSpeech(env),
		theme: pickChoice('theme', values.get('theme'), themeNames, usage) ?? 'terminal',
	};

	if (idsFromInput && stdinIsTerminal && mode === 'screen') {
		throw new WrongUsage(usage.wrong.idsFromKeyboard);
	}

	const narrowing = (['workflow', 'status'] as const).find(name => values.has(name));

	if (narrowing !== undefined && (options.ids.length > 0 || idsFromInput)) {
		throw new WrongUsage(usage.wrong.idsAndNarrowing(`--${narrowing}`));
	}

	return options;
}

function judgeScreen(
	switches: Flags['switches'],
	isPossible: boolean,
	wrong: Messages['usage']['wrong'],
): void {
	if (!switches.has('screen')) {
		return;
	}

	const other = (['json', 'plain', 'once'] as const).find(name => switches.has(name));

	if (other !== undefined) {
		throw new WrongUsage(wrong.screenAnd(`--${other}`));
	}

	if (!isPossible) {
		throw new WrongUsage(wrong.noScreen);
	}
}

/** A replay watches only the recording. */
function judgeReplay(
	values: Flags['values'],
	hasOtherSource: boolean,
	wrong: Messages['usage']['wrong'],
): void {
	if (
		values.has('replay')
			? hasOtherSource || values.has('record') || values.has('download')
			: values.has('speed')
	) {
		throw new WrongUsage(values.has('replay') ? wrong.replayAndOthers : wrong.speedAlone);
	}
}

function judgeIds(ids: readonly string[], wrong: Messages['usage']['wrong']): readonly string[] {
	if (ids.some(id => id.trim() === '')) {
		throw new WrongUsage(wrong.emptyId);
	}

	return [...new Set(ids.filter(id => id !== standardInput))];
}

import {typedStatus} from '../core/run-order.ts';
import type {RunOrderId} from '../core/run.ts';
import {parseInterval} from '../core/time/duration.ts';
import {languages, type Messages} from '../i18n/messages.ts';
import type {Environment} from '../terminal/platform.ts';
import {themeNames} from '../ui/theme/theme-name.ts';
import {helpTopics} from './command-help-messages.ts';
import {readCommandOptions} from './command-options.ts';
import type {CommandWords} from './command-words.ts';
import {canDraw, isDumb, isOn, wantsColor} from './environment.ts';
import {
	isOptionOf,
	optionKey,
	optionTable,
	ownOptions,
	selecting,
	untilConditions,
	type Option,
	type OptionValues,
} from './option-table.ts';
import {
	parseAmount,
	parseBudget,
	parseCommand,
	parseListenAddress,
	parseProxy,
	parseSpeed,
	parseTimeout,
	readBaseUrl,
} from './option-values.ts';
import type {Settings} from './settings.ts';
import {chooseValue, readOptional, readValue, UsageError} from './usage-error.ts';

export type Options = Readonly<ReturnType<typeof readOptions>>;

export type TerminalContext = {
	readonly env: Environment;
	readonly stdinIsTerminal: boolean;
	readonly stdoutIsTerminal: boolean;
};

type OptionsInput = {
	readonly command: CommandWords;
	/** The options that are given, as typed. */
	readonly flags: Partial<OptionValues>;
	readonly settings: Settings;
	readonly context: TerminalContext;
	readonly messages: Messages;
};

/** The argument in place of an id that means: read ids from standard input. */
const standardInput = '-';

/** Validates all options and their combination, and chooses `mode`. Throws `UsageError` for the first error. */
export function readOptions(input: OptionsInput) {
	const {command, settings, messages} = input;
	const {values, sources, proxyFrom} = settings;
	const {env, stdinIsTerminal, stdoutIsTerminal} = input.context;
	const {ids} = command;
	const {calm} = values;
	const idsFromInput = ids.includes(standardInput);
	const hasScreen =
		(stdinIsTerminal || idsFromInput) &&
		stdoutIsTerminal &&
		(values.screen ? !isDumb(env) : canDraw(env));
	const mode = values.json
		? ('json' as const)
		: values.plain || values.once || !hasScreen
			? ('plain' as const)
			: ('screen' as const);
	const color = values.color && wantsColor(env) ? ('auto' as const) : ('never' as const);
	const isUrlOfVariable = sources.baseUrl === 'environment';
	const urlSource = isUrlOfVariable ? 'CHENYU_BASE_URL' : '--base-url';
	const baseUrl = readValue(urlSource, values.baseUrl, readBaseUrl, 'baseUrl');
	checkOwner(input);
	checkCombination(input, mode);

	return {
		/** The runs to watch, in the order in which the command line names them, without duplicates. */
		ids: [...new Set(ids.filter(id => id !== standardInput))] as readonly RunOrderId[],
		/** The ids after `--`. They are whole ids, whatever they look like. */
		certainIds: new Set(command.certainIds) as ReadonlySet<RunOrderId>,
		/** Whether to read more ids from standard input (argument `-`). Key presses are then read from the terminal. */
		idsFromInput,
		workflow: values.workflow ?? null,
		/** Null for all. Any text: the service may have statuses that this program does not know. */
		status: values.status === undefined ? null : typedStatus(values.status),
		interval: readValue('--interval', values.interval, parseInterval, 'interval'),
		concurrency: values.concurrency,
		baseUrl,
		/** Whether an option or a variable sets the base URL. The printed command that resumes this watch then has it. */
		baseUrlGiven: sources.baseUrl === 'flag' || isUrlOfVariable,
		proxy: parseProxy(values.proxy, proxyFrom, env),
		demo: values.demo,
		download: values.download ?? null,
		record: values.record ?? null,
		replay: values.replay ?? null,
		/** The speed of the replay as a multiple of real time. `Infinity` plays without pauses. */
		speed: readValue('--speed', values.speed, parseSpeed, 'speed'),
		mode,
		/** Whether `plain` prints only ends, failures and problems, and `json` no log. False with a screen. */
		quiet: values.quiet,
		once: values.once,
		allowEmpty: values.allowEmpty,
		until: chooseValue('--until', values.until, untilConditions),
		budget: readOptional('--budget', values.budget, parseBudget, 'budget'),
		lowBalance: values.lowBalance === undefined ? null : parseAmount(String(values.lowBalance)),
		timeout: readOptional('--timeout', values.timeout, parseTimeout, 'timeout'),
		/** The program that runs when a run ends, with its arguments; null for none, or that of the config. */
		onEnd: readOptional('--on-end', values.onEnd, parseCommand, 'command'),
		testsChannels: values.channels,
		metrics: readOptional('--metrics', values.metrics, parseListenAddress, 'listen'),
		exitWhenDone: values.exitWhenDone,
		language:
			values.lang === undefined ? messages.language : chooseValue('--lang', values.lang, languages),
		color,
		ascii: values.ascii,
		signals: {
			title: values.title,
			progress: values.progress && !calm,
			notify: values.notify,
			bell: values.bell && !calm,
		},
		mouse: values.mouse,
		/** No bell, no progress bar in tab or taskbar; displayed times change only every 5 seconds. */
		calm,
		screenReader: isOn(env['INK_SCREEN_READER']),
		theme: chooseValue('--theme', values.theme, themeNames),
		...readCommandOptions(command, values),
	};
}

/** Throws a `UsageError` for the first given option that the command does not have. */
function checkOwner({command: {subcommand}, flags}: OptionsInput): void {
	const misplaced = optionTable.find(
		option => optionKey(option.name) in flags && !isOptionOf(option, subcommand),
	);

	if (misplaced !== undefined) {
		const owners = [null, ...helpTopics.filter(topic => topic in ownOptions)]
			.filter(owner => isOptionOf(misplaced, owner))
			.map(owner => (owner === null ? 'chenyu-top' : `chenyu-top ${owner}`));
		throw new UsageError(({usage}) => usage.errors.otherCommand(`--${misplaced.name}`, owners));
	}
}

/** The first option of each row cannot be used together with any of the others. */
const conflicts: ReadonlyArray<readonly [Option['name'], ...ReadonlyArray<Option['name']>]> = [
	['json', 'plain', 'csv'],
	['screen', 'json', 'plain', 'once'],
	['replay', 'demo', 'record', 'download', 'on-end', 'metrics'],
	['demo', 'base-url'],
	['api', 'channels'],
];

/** Throws a `UsageError` for options that cannot be used together, or lack another. */
function checkCombination(
	{command: {ids, subcommand}, flags, settings: {values}, context, messages}: OptionsInput,
	mode: string,
): void {
	const {errors} = messages.usage;
	const isGiven = (name: Option['name']) => optionKey(name) in flags;
	const clashes = conflicts.flatMap(([one, ...others]) =>
		others
			.filter(other => isGiven(one) && isGiven(other))
			.map(other => errors.together(`--${one}`, `--${other}`)),
	);
	const narrowing = selecting.find(name => name !== 'demo' && isGiven(name));
	const isOnScreen = mode === 'screen' && subcommand === null;
	const readsKeyboard = context.stdinIsTerminal && ids.includes(standardInput);
	const hasIdsOfReplay = isGiven('replay') && subcommand === null && ids.length > 0;
	const isBudgetMissing = values.until === 'budget' && values.budget === undefined;
	const sentence = [
		...clashes,
		isGiven('screen') && mode !== 'screen' && errors.noScreen,
		isGiven('quiet') && isOnScreen && errors.needs('--quiet', '--plain / --json'),
		isBudgetMissing && errors.needs('--until budget', '--budget CNY'),
		isGiven('speed') && !isGiven('replay') && errors.needs('--speed', '--replay FILE'),
		hasIdsOfReplay && errors.together('--replay', 'ID'),
		ids.some(id => id.trim() === '') && errors.emptyId,
		readsKeyboard && mode === 'screen' && errors.idsFromKeyboard,
		narrowing !== undefined && ids.length > 0 && errors.together(`--${narrowing}`, 'ID'),
	].find(each => each !== false);

	if (sentence !== undefined) {
		throw new UsageError(() => sentence);
	}
}

import {executionCost} from '../../core/execution.ts';
import {errorLine} from '../../core/failure-card.ts';
import type {Output} from '../../core/output/output.ts';
import type {Run} from '../../core/run.ts';
import {cleanName, type SafeText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {programEndEn, programEndZh, type ProgramEnd} from '../../i18n/messages.ts';
import type {CommandOf} from '../../store/command.ts';
import type {Feature} from '../../store/feature.ts';
import {noticeTexts, type Notice, type NoticeData} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult, Transition} from '../../store/transition.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import type {ScreenServices} from '../app/index.ts';
import {downloadOf} from '../outputs/index.ts';
import {closePrompt, editedPrompt, promptFor, textInput} from '../prompt/index.ts';
import {labelOf, targetRuns} from '../runs/index.ts';

type OfCommand = {readonly name: SafeText; readonly runs: number};

const ownCommandNotices = {
	'own-command-started': noticeTexts<OfCommand>({
		en: ({name, runs}) => (runs === 1 ? `running ${name}…` : `running ${name} on ${runs} runs…`),
		zh: ({name, runs}) =>
			runs === 1 ? `正在执行 ${name}……` : `正在对 ${runs} 次运行执行 ${name}……`,
	}),
	/** `end`: how the first failed call ended, or if none failed, the last one. */
	'own-command-ended': noticeTexts<OfCommand & {readonly failed: number; readonly end: ProgramEnd}>(
		{
			en: ({name, runs, failed, end}) =>
				`${runs === 1 ? name : failed === 0 ? `${name} on ${runs} runs` : `${name} failed on ${failed} of ${runs} runs`}: ${programEndEn(end)}`,
			zh: ({name, runs, failed, end}) =>
				`${runs === 1 ? name : failed === 0 ? `${name}（${runs} 次运行）` : `${name}（${runs} 次运行，失败 ${failed} 次）`}：${programEndZh(end)}`,
		},
	),
	/** `code`: the error code of the system, such as `ENOENT`. */
	'own-command-not-started': noticeTexts<{
		readonly name: SafeText;
		readonly program: SafeText;
		readonly code: SafeText;
	}>({
		en: ({name, program, code}) =>
			code === 'ENOENT'
				? `${name}: there is no program "${program}"; install it, or correct "commands" in the config`
				: `${name}: the program "${program}" cannot be started (${code})`,
		zh: ({name, program, code}) =>
			code === 'ENOENT'
				? `${name}：找不到程序“${program}”；请安装它，或修改配置中的“commands”`
				: `${name}：无法启动程序“${program}”（${code}）`,
	}),
	'no-run-selected': noticeTexts({en: () => 'no run is selected', zh: () => '没有选中运行'}),
};

declare module '../../store/registry.ts' {
	interface Commands {
		/** Runs a program that the user has bound to a key in the config. `confirm`: whether to ask first. */
		'own-command': {
			readonly name: SafeText;
			readonly argv: readonly string[];
			readonly confirm: boolean;
		};
	}

	interface Notices extends NoticeData<typeof ownCommandNotices> {}

	interface Bindings {
		/** The binding of a command of the user's own. Its words are its name. */
		[id: `own:${string}`]: true;
	}

	interface Effects {
		runOwnCommand: {readonly batch: OwnCommandBatch};
	}

	interface Prompts {
		/** Asks whether to run a command of the user's own. */
		confirm: {readonly batch: OwnCommandBatch};
	}
}

/** Commands of the user's own: the setting `commands` of the config. */
export const ownCommands = {
	commands: {
		'own-command': prepare,
		submit(state, _, at) {
			const {prompt} = state.view;
			return prompt?.purpose === 'confirm' ? start(closePrompt(state), prompt.batch, at) : null;
		},
		back: state => (promptFor(state, 'confirm') === null ? null : closePrompt(state)),
	},
	/** Handles what is typed at the question: `y` runs the command, any other text closes the prompt. */
	derive(state, previous, {at}) {
		const prompt = editedPrompt(state, previous, 'confirm');

		if (prompt?.purpose !== 'confirm') {
			return state;
		}

		const closed = closePrompt(state);
		return /^y$/i.test(prompt.text) ? start(closed, prompt.batch, at) : closed;
	},
	effects: {
		runOwnCommand: async ({batch}, {screen}) => runBatch(batch, screen),
	},
	notices: ownCommandNotices,
} satisfies Feature;

function prepare(
	state: State,
	{name, argv, confirm}: CommandOf<'own-command'>,
	at: Instant,
): HandlerResult {
	const runs = targetRuns(state);
	const [first, ...others] = runs;

	if (first === undefined) {
		return withNotice(state, {kind: 'no-run-selected'}, at);
	}

	const batch: OwnCommandBatch = {
		name,
		calls: runs.map(run => callFor(state, run, argv)),
		run: others.length === 0 ? (first.title?.safe ?? first.safeId) : null,
	};
	return confirm
		? withView(state, {prompt: {purpose: 'confirm', ...textInput(''), before: '', batch}})
		: start(state, batch, at);
}

function start(state: State, batch: OwnCommandBatch, at: Instant): Transition {
	const {name, calls} = batch;
	return {
		state: withNotice(state, {kind: 'own-command-started', name, runs: calls.length}, at),
		effects: [{type: 'runOwnCommand', batch}],
	};
}

/**
 * Runs the command once for each run, one after the other. Stops at a program that cannot be started, but not at an exit
 * code. The notice shows the first failure, or else the last success.
 */
async function runBatch(
	{name, calls}: OwnCommandBatch,
	{runProgram}: Pick<ScreenServices, 'runProgram'>,
): Promise<Notice> {
	let shown: ProgramEnd = {code: null, line: cleanName('')};
	let failed = 0;

	for (const {argv, variables} of calls) {
		const outcome = await runProgram(argv, variables);

		if (outcome.kind === 'not-started') {
			const program = cleanName(argv[0] ?? '');
			return {kind: 'own-command-not-started', name, program, code: outcome.code};
		}

		shown = failed === 0 ? outcome : shown;
		failed += outcome.code === 0 ? 0 : 1;
	}

	return {kind: 'own-command-ended', name, runs: calls.length, failed, end: shown};
}

/** One call of a program. `argv`: the program, then its arguments. `variables`: environment variables by name. */
export type OwnCommandCall = {
	readonly argv: readonly string[];
	readonly variables: Readonly<Record<string, string>>;
};

/** A command of the user's own, to be run once for each run, one after the other. */
type OwnCommandBatch = {
	readonly name: SafeText;
	readonly calls: readonly OwnCommandCall[];
	/** The title or the id of the only run; null for several runs. */
	readonly run: SafeText | null;
};

type Source = {
	readonly state: State;
	/** The run; null for an event that is not about one run, whose run variables are empty. */
	readonly run: Run | null;
	/** The selected output of the run, else its first one. */
	readonly output: Output | undefined;
};

/** The variables that a command of the user's own gets, as arguments and in its environment. An unknown value is empty. */
const variables: Readonly<Record<string, (source: Source) => string | null | undefined>> = {
	CHENYU_RUN_ID: ({run}) => run?.id,
	CHENYU_RUN_TITLE: ({run}) => run?.title?.exact,
	CHENYU_RUN_LABEL: ({state, run}) => run && labelOf(state, run.id)?.exact,
	CHENYU_RUN_STATUS: ({run}) => run?.execution?.status.exact,
	CHENYU_RUN_COST: ({run}) => run?.execution && executionCost(run.execution),
	CHENYU_RUN_ERROR: ({run}) => run?.execution?.error && errorLine(run.execution.error)?.exact,
	CHENYU_WORKFLOW_ID: ({run}) => run?.execution?.workflowId?.exact,
	CHENYU_TASK_ID: ({run}) => run?.execution?.taskId?.exact,
	CHENYU_OUTPUT_KEY: ({output}) => output?.key.exact,
	CHENYU_OUTPUT_URL: ({output}) => output?.address?.href,
	CHENYU_OUTPUT_PATH: source => source.output && pathOf(source, source.output),
	CHENYU_PROFILE: ({state}) => state.profile,
};

export const variableNames = Object.keys(variables);

const variable = /\$(?:\{(CHENYU_\w*)\}|(CHENYU_\w*))/g;

/** Returns the first `$CHENYU_…` variable in the arguments that does not exist; null if all exist. */
export function unknownVariable(argv: readonly string[]): string | null {
	const used = argv.flatMap(argument =>
		[...argument.matchAll(variable)].map(([, braced, plain]) => braced ?? plain ?? ''),
	);
	return used.find(name => !variableNames.includes(name)) ?? null;
}

export function callFor(state: State, run: Run | null, argv: readonly string[]): OwnCommandCall {
	const outputs = run?.execution?.outputs ?? [];
	const selectedKey = run && state.view.selectedOutputs.get(run.id);
	const output = outputs.find(({key}) => key.exact === selectedKey) ?? outputs[0];
	const values = Object.fromEntries(
		Object.entries(variables).map(([name, valueOf]) => [
			name,
			// No argument and no variable can contain a NUL character.
			(valueOf({state, run, output}) ?? '').replaceAll('\0', ''),
		]),
	);
	return {
		argv: argv.map(argument =>
			argument.replaceAll(
				variable,
				(_whole, braced?: string, plain?: string) => values[braced ?? plain ?? ''] ?? '',
			),
		),
		variables: values,
	};
}

function pathOf({state, run}: Source, output: Output): string {
	const phase = run && downloadOf(state, {run, output})?.phase;
	return phase?.kind === 'done' ? phase.path.exact : '';
}

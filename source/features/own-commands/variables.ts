import {executionCost} from '../../core/execution.ts';
import type {Output} from '../../core/output/output.ts';
import type {Run} from '../../core/run.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import {downloadOf} from '../outputs/index.ts';
import {labelOf} from '../runs/index.ts';

/** One call of a program. `argv`: the program, then its arguments. `variables`: environment variables by name. */
export type OwnCommandCall = {
	readonly argv: readonly string[];
	readonly variables: Readonly<Record<string, string>>;
};

/** A command of the user's own, to be run once for each run, one after the other. */
export type OwnCommandBatch = {
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
	CHENYU_RUN_ERROR: ({run}) =>
		(run?.execution?.error?.reason ?? run?.execution?.error?.detail)?.exact,
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

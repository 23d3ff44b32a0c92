import {executionCost} from '../../core/execution.ts';
import type {Run} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import {downloadOf} from '../outputs/index.ts';
import type {OwnCommandCall} from './state.ts';

/** The variables that a command of the user's own gets, as arguments and in its environment. */
export const variableNames = [
	'CHENYU_RUN_ID',
	'CHENYU_RUN_TITLE',
	'CHENYU_RUN_STATUS',
	'CHENYU_RUN_COST',
	'CHENYU_WORKFLOW_ID',
	'CHENYU_TASK_ID',
	'CHENYU_OUTPUT_KEY',
	'CHENYU_OUTPUT_URL',
	'CHENYU_OUTPUT_PATH',
	'CHENYU_OUTPUT_URLS',
	'CHENYU_OUTPUT_PATHS',
	'CHENYU_PROFILE',
] as const;

type Variables = Readonly<Record<(typeof variableNames)[number], string>>;

const variable = /\$(?:\{(CHENYU_\w*)\}|(CHENYU_\w*))/g;

/** Returns the first `$CHENYU_…` variable in the arguments that does not exist; null if all exist. */
export function unknownVariable(argv: readonly string[]): string | null {
	const names: readonly string[] = variableNames;
	const used = argv.flatMap(argument =>
		[...argument.matchAll(variable)].map(([, braced, plain]) => braced ?? plain ?? ''),
	);
	return used.find(name => !names.includes(name)) ?? null;
}

export function callFor(state: State, run: Run, argv: readonly string[]): OwnCommandCall {
	const variables = variablesOf(state, run);
	const byName = new Map(Object.entries(variables));
	return {
		argv: argv.map(argument =>
			argument.replaceAll(
				variable,
				(_whole, braced?: string, plain?: string) => byName.get(braced ?? plain ?? '') ?? '',
			),
		),
		variables,
	};
}

/** An unknown value is empty. `…_OUTPUT_…` in the singular: the selected output of the run, else its first one. */
function variablesOf(state: State, run: Run): Variables {
	const {execution, id, title} = run;
	const outputs = execution?.outputs ?? [];
	const selectedKey = state.view.selectedOutputs.get(id);
	const selected = outputs.find(({key}) => key.exact === selectedKey) ?? outputs[0] ?? null;
	const pathOf = (output: (typeof outputs)[number]): string => {
		const phase = downloadOf(state, id, output)?.phase;
		return phase?.kind === 'done' ? phase.path.exact : '';
	};
	const values: Variables = {
		CHENYU_RUN_ID: id,
		CHENYU_RUN_TITLE: title?.exact ?? '',
		CHENYU_RUN_STATUS: execution?.status.exact ?? '',
		CHENYU_RUN_COST: execution === null ? '' : (executionCost(execution) ?? ''),
		CHENYU_WORKFLOW_ID: execution?.workflowId?.exact ?? '',
		CHENYU_TASK_ID: execution?.taskId?.exact ?? '',
		CHENYU_OUTPUT_KEY: selected?.key.exact ?? '',
		CHENYU_OUTPUT_URL: selected?.address?.href ?? '',
		CHENYU_OUTPUT_PATH: selected === null ? '' : pathOf(selected),
		CHENYU_OUTPUT_URLS: lines(outputs.map(({address}) => address?.href ?? '')),
		CHENYU_OUTPUT_PATHS: lines(outputs.map(pathOf)),
		CHENYU_PROFILE: state.profile ?? '',
	};
	// No argument and no variable can contain a NUL character.
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, value.replaceAll('\0', '')]),
	) as Variables;
}

function lines(texts: readonly string[]): string {
	return texts.filter(text => text !== '').join('\n');
}

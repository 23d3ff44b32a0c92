import type {Feature} from '../../store/feature.ts';
import {runBindings, runCommands} from './commands.ts';
import {deriveRuns, runActions} from './reduce-actions.ts';

/** The run list: watched runs, the account's list, selection, sort and filter. */
export const runs = {
	commands: runCommands,
	bindings: runBindings,
	actions: runActions,
	derive: deriveRuns,
} satisfies Feature;

import type {Instant} from '../../core/time/clock.ts';
import type {Command} from '../../store/command.ts';
import {openGoTo} from './go-to.ts';
import {openPrompt} from '../prompt/open.ts';
import {goToUnread, moveSideways, stepTo, toggleFollow, toggleSelection} from './reduce.ts';
import {pageLog, saveLog} from './export/reduce.ts';
import {reduceLogView} from './reduce-view.ts';
import {stepToHit} from './reduce-search.ts';
import type {State} from '../../store/state.ts';
import {still, type Step} from '../../store/transition.ts';

const logCommands = [
	'sideways',
	'search',
	'go-to',
	'next-hit',
	'next-error',
	'next-node',
	'one-node',
	'hits-only',
	'least-level',
	'all-logs',
	'time-mode',
	'wrap',
	'first-unread',
	'select-lines',
	'follow',
	'page-log',
	'save-log',
] as const;

type LogCommand = Extract<Command, {type: (typeof logCommands)[number]}>;

/** What a command makes of the log; null where it is none of the log's own. */
export function reduceLogCommand(state: State, command: Command, at: Instant): Step | null {
	return isLogCommand(command) ? reduceOwn(state, command, at) : null;
}

function isLogCommand(command: Command): command is LogCommand {
	return logCommands.some(type => type === command.type);
}

function reduceOwn(state: State, command: LogCommand, at: Instant): Step {
	switch (command.type) {
		case 'sideways': {
			return still(moveSideways(state, command.cells));
		}

		case 'search': {
			return still(openPrompt(state, 'search'));
		}

		case 'go-to': {
			return still(openGoTo(state));
		}

		case 'next-hit': {
			return still(stepToHit(state, command.step));
		}

		case 'next-error': {
			return still(stepTo(state, 'errors', command.step, at));
		}

		case 'next-node': {
			return still(stepTo(state, 'nodes', command.step, at));
		}

		case 'one-node':
		case 'hits-only':
		case 'least-level':
		case 'all-logs':
		case 'time-mode':
		case 'wrap': {
			return still(reduceLogView(state, command.type, at));
		}

		case 'first-unread': {
			return still(goToUnread(state, at));
		}

		case 'select-lines': {
			return still(toggleSelection(state));
		}

		case 'follow': {
			return still(toggleFollow(state));
		}

		case 'page-log': {
			return pageLog(state, at);
		}

		case 'save-log': {
			return saveLog(state, command.form, at);
		}
	}
}

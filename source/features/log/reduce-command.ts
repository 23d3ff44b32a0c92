import type {Instant} from '../../core/time/clock.ts';
import type {Command} from '../../store/command.ts';
import {openGoTo} from './go-to.ts';
import {openPrompt} from '../prompt/open.ts';
import {goToUnread, moveSideways, stepTo, toggleFollow, toggleSelection} from './reduce.ts';
import {pageLog, saveLog} from './export/reduce.ts';
import {reduceLogView} from './reduce-view.ts';
import {stepToHit} from './reduce-search.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';

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
export function reduceLogCommand(state: State, command: Command, at: Instant): Transition | null {
	return isLogCommand(command) ? reduceOwn(state, command, at) : null;
}

function isLogCommand(command: Command): command is LogCommand {
	return logCommands.some(type => type === command.type);
}

function reduceOwn(state: State, command: LogCommand, at: Instant): Transition {
	switch (command.type) {
		case 'sideways': {
			return noEffects(moveSideways(state, command.cells));
		}

		case 'search': {
			return noEffects(openPrompt(state, 'search'));
		}

		case 'go-to': {
			return noEffects(openGoTo(state));
		}

		case 'next-hit': {
			return noEffects(stepToHit(state, command.step));
		}

		case 'next-error': {
			return noEffects(stepTo(state, 'errors', command.step, at));
		}

		case 'next-node': {
			return noEffects(stepTo(state, 'nodes', command.step, at));
		}

		case 'one-node':
		case 'hits-only':
		case 'least-level':
		case 'all-logs':
		case 'time-mode':
		case 'wrap': {
			return noEffects(reduceLogView(state, command.type, at));
		}

		case 'first-unread': {
			return noEffects(goToUnread(state, at));
		}

		case 'select-lines': {
			return noEffects(toggleSelection(state));
		}

		case 'follow': {
			return noEffects(toggleFollow(state));
		}

		case 'page-log': {
			return pageLog(state, at);
		}

		case 'save-log': {
			return saveLog(state, command.form, at);
		}
	}
}

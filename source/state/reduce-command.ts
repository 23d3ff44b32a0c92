import type {Instant} from '../domain/clock.ts';
import type {Command} from './command.ts';
import {back, move, movePages} from './navigate.ts';
import {openEntry} from './open-entry.ts';
import {openPrompt} from './open-prompt.ts';
import {
	goToUnread,
	jumpInLog,
	moveSideways,
	stepTo,
	toggleFollow,
	toggleSelection,
} from './reduce-log.ts';
import {reduceLogView} from './reduce-log-view.ts';
import {stepToHit} from './reduce-search.ts';
import {copyLog, pageLog, saveLog} from './reduce-log-out.ts';
import {copySelected, openOutput} from './reduce-outputs.ts';
import {drop} from './reduce-drop.ts';
import {toggleOrder} from './reduce-order.ts';
import {eraseInPrompt, submitPrompt} from './reduce-prompt.ts';
import {nextSortKey, toggleSelected, turnOrder} from './reduce-remembered.ts';
import {reduceReplayCommand} from './reduce-replay.ts';
import {reviveRun} from './reduce-runs.ts';
import {panes, type State} from './state.ts';
import {still, type Step} from './step.ts';
import {withNotice, withView} from './with-view.ts';

/** More rows than anything has: a move by it goes to the end, where every move stops. */
const toTheEnd = 1_000_000_000;

/** What a key's command makes of the state. */
export function reduceCommand(state: State, command: Command, at: Instant): Step {
	const {view} = state;
	const inReplay = reduceReplayCommand(state, command, at);

	if (inReplay !== null) {
		return inReplay;
	}

	switch (command.type) {
		case 'replay': {
			return still(state);
		}

		case 'move': {
			return move(state, command.lines);
		}

		case 'page': {
			return movePages(state, command.pages);
		}

		case 'jump': {
			return view.focus === 'log' && view.overlay === null
				? still(jumpInLog(state, command.to))
				: move(state, command.to === 'end' ? toTheEnd : -toTheEnd);
		}

		case 'sideways': {
			return still(moveSideways(state, command.cells));
		}

		case 'focus': {
			return still(withView(state, {focus: command.pane}));
		}

		case 'focus-next': {
			const next = panes.indexOf(view.focus) + command.step + panes.length;
			return still(withView(state, {focus: panes[next % panes.length] ?? view.focus}));
		}

		case 'zoom': {
			return still(withView(state, {zoomed: !view.zoomed}));
		}

		case 'help': {
			return still(
				withView(state, {
					overlay: view.overlay === null ? {kind: 'help', top: 0, length: state.helpLength} : null,
				}),
			);
		}

		case 'back': {
			return still(back(state));
		}

		case 'quit': {
			return view.overlay === null
				? {state, effects: [{type: 'leave', how: 'quit'}]}
				: still(withView(state, {overlay: null}));
		}

		case 'interrupt': {
			return {state, effects: [{type: 'leave', how: 'interrupt'}]};
		}

		case 'suspend':
		case 'redraw': {
			return {state, effects: [{type: command.type}]};
		}

		case 'filter': {
			return still(openPrompt(state, 'filter'));
		}

		case 'search': {
			return still(openPrompt(state, 'search'));
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

		case 'enter': {
			return still(view.focus === 'log' ? openEntry(state) : withView(state, {focus: 'log'}));
		}

		case 'add': {
			return still(openPrompt(state, 'add'));
		}

		case 'drop': {
			return drop(state, at);
		}

		case 'sort': {
			return still(nextSortKey(state));
		}

		case 'turn': {
			return still(turnOrder(state));
		}

		case 'mark': {
			return still(toggleSelected(state, 'marked'));
		}

		case 'pin': {
			return still(toggleSelected(state, 'pinned'));
		}

		case 'order': {
			return toggleOrder(state);
		}

		case 'poll-now': {
			return pollNow(state, at);
		}

		case 'pause': {
			const paused = !state.paused;
			return {
				state: withNotice({...state, paused}, {kind: paused ? 'paused' : 'resumed'}, at),
				effects: [{type: 'pause', paused}],
			};
		}

		case 'open': {
			return openOutput(state, at);
		}

		case 'copy': {
			return view.focus === 'log' ? copyLog(state, at) : copySelected(state);
		}

		case 'page-log': {
			return pageLog(state, at);
		}

		case 'save-log': {
			return saveLog(state, command.form, at);
		}

		case 'submit': {
			return submitPrompt(state, at);
		}

		case 'erase': {
			return still(eraseInPrompt(state, command.what));
		}
	}
}

function pollNow(state: State, at: Instant): Step {
	const {selected} = state.view;

	if (selected === null || state.denied !== null) {
		return still(state);
	}

	return {
		state: withNotice({...state, runs: reviveRun(state.runs, selected)}, {kind: 'polling-now'}, at),
		effects: [{type: 'poll-now', id: selected}],
	};
}

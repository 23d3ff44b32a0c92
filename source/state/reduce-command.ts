import type {Instant} from '../domain/clock.ts';
import type {Command} from './command.ts';
import {listedRuns} from './list.ts';
import {back, move, movePages} from './navigate.ts';
import {jumpInLog, moveSideways, stepToError, stepToHit, toggleFollow} from './reduce-log.ts';
import {copySelected, openOutput} from './reduce-outputs.ts';
import {eraseInPrompt, openPrompt, submitPrompt} from './reduce-prompt.ts';
import {dropRun, reviveRun} from './reduce-runs.ts';
import {select} from './selection.ts';
import {panes, type State} from './state.ts';
import {still, type Step} from './step.ts';
import {withNotice, withView} from './with-view.ts';

/** More rows than anything has: a move by it goes to the end, where every move stops. */
const toTheEnd = 1_000_000_000;

/** What a key's command makes of the state. */
export function reduceCommand(state: State, command: Command, at: Instant): Step {
	const {view} = state;

	switch (command.type) {
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
			return still(stepToHit(state, command.step, at));
		}

		case 'next-error': {
			return still(stepToError(state, command.step));
		}

		case 'follow': {
			return still(toggleFollow(state));
		}

		case 'enter': {
			return still(withView(state, {focus: 'log'}));
		}

		case 'add': {
			return still(openPrompt(state, 'add'));
		}

		case 'drop': {
			return drop(state, at);
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
			return copySelected(state);
		}

		case 'submit': {
			return submitPrompt(state, at);
		}

		case 'erase': {
			return still(eraseInPrompt(state, command.what));
		}
	}
}

/** Drops the selected run from the list, here only: the run itself goes on. Its neighbour is selected. */
function drop(state: State, at: Instant): Step {
	const {selected, filter} = state.view;
	const run = selected === null ? undefined : state.runs.get(selected);

	if (run === undefined) {
		return still(state);
	}

	const listed = listedRuns(state.runs, filter).map(({id}) => id);
	const place = listed.indexOf(run.id);
	const neighbour = listed[place + 1] ?? listed[place - 1] ?? null;
	const logs = new Map(state.view.logs);
	const outputs = new Map(state.view.outputs);
	logs.delete(run.id);
	outputs.delete(run.id);
	const dropped = withView({...state, runs: dropRun(state.runs, run.id)}, {logs, outputs});
	return select(
		{
			state: withNotice(dropped, {kind: 'dropped', what: run.label}, at),
			effects: [{type: 'unwatch', id: run.id}],
		},
		neighbour,
	);
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

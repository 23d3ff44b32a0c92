import type {Instant} from '../core/time/clock.ts';
import type {Command} from './command.ts';
import {back, move, movePages} from '../features/panes/navigate.ts';
import {openEntry} from '../features/log/entry/open.ts';
import {openPrompt} from '../features/prompt/open.ts';
import {jumpInLog} from '../features/log/reduce.ts';
import {reduceLogCommand} from '../features/log/reduce-command.ts';
import {copyLog} from '../features/log/export/reduce.ts';
import {copySelected, openOutput, selectedOutput} from '../features/outputs/reduce.ts';
import {reducePreviewCommand} from '../features/outputs/preview/reduce.ts';
import {drop} from '../features/runs/reduce-drop.ts';
import {toggleMouse} from '../features/panes/reduce-mouse.ts';
import {closeOverlay} from '../features/help/reduce.ts';
import {reduceNamed} from './reduce-named.ts';
import {takeFromPalette} from '../features/palette/reduce.ts';
import {toggleMoney} from '../features/money/select.ts';
import {toggleOrder} from '../features/order/reduce.ts';
import {eraseInPrompt, submitPrompt} from '../features/prompt/reduce.ts';
import {nextSortKey, toggleSelected, reverseSort} from '../features/runs/reduce-saved.ts';
import {reduceReplayCommand} from '../features/replay/reduce.ts';
import {reduceDownloadCommand} from '../features/outputs/download/reduce.ts';
import {reduceFailureCommand} from '../features/failure/reduce.ts';
import {reduceFoldCommand} from '../features/log/reduce-fold.ts';
import {reduceTimelineCommand} from '../features/nodes/reduce.ts';
import {pollNow, togglePause} from '../features/runs/reduce-poll-commands.ts';
import {panes, type State} from './state.ts';
import {noEffects, type Transition} from './transition.ts';
import {withNotice, withView} from './with-view.ts';

/** More rows than anything has: a move by it goes to the end, where every move stops. */
const toTheEnd = 1_000_000_000;

/** What a key's command makes of the state. */
export function reduceCommand(state: State, command: Command, at: Instant): Transition {
	const {view} = state;
	const reduced =
		reduceReplayCommand(state, command, at) ??
		reducePreviewCommand(state, command, at) ??
		reduceDownloadCommand(state, command, at) ??
		reduceTimelineCommand(state, command) ??
		reduceFailureCommand(state, command, at) ??
		reduceFoldCommand(state, command, at) ??
		reduceLogCommand(state, command, at) ??
		reduceNamed(state, command, at);

	if (reduced !== null) {
		return reduced;
	}

	switch (command.type) {
		case 'show':
		case 'preview':
		case 'replay':
		case 'download':
		case 'key-of-outputs':
		case 'stop-download':
		case 'sideways':
		case 'search':
		case 'go-to':
		case 'next-hit':
		case 'next-error':
		case 'next-node':
		case 'one-node':
		case 'hits-only':
		case 'least-level':
		case 'all-logs':
		case 'time-mode':
		case 'wrap':
		case 'first-unread':
		case 'select-lines':
		case 'follow':
		case 'page-log':
		case 'save-log':
		case 'timeline':
		case 'timeline-order':
		case 'failure':
		case 'fold':
		case 'unfold':
		case 'help':
		case 'palette':
		case 'add':
		case 'set':
		case 'complete': {
			return noEffects(state);
		}

		case 'move': {
			return move(state, command.lines);
		}

		case 'page': {
			return movePages(state, command.pages);
		}

		case 'jump': {
			return view.focus === 'log' && view.overlay === null
				? noEffects(jumpInLog(state, command.to))
				: move(state, command.to === 'end' ? toTheEnd : -toTheEnd);
		}

		case 'focus': {
			return noEffects(withView(state, {focus: command.pane}));
		}

		case 'focus-next': {
			const next = panes.indexOf(view.focus) + command.step + panes.length;
			return noEffects(withView(state, {focus: panes[next % panes.length] ?? view.focus}));
		}

		case 'zoom': {
			return noEffects(withView(state, {zoomed: !view.zoomed}));
		}

		case 'back': {
			return noEffects(back(state));
		}

		case 'quit': {
			return view.overlay === null
				? {state, effects: [{type: 'leave', how: 'quit'}]}
				: noEffects(closeOverlay(state));
		}

		case 'interrupt': {
			return {state, effects: [{type: 'leave', how: 'interrupt'}]};
		}

		case 'suspend':
		case 'redraw': {
			return {state, effects: [{type: command.type}]};
		}

		case 'filter': {
			return noEffects(openPrompt(state, 'filter'));
		}

		case 'enter': {
			return noEffects(view.focus === 'log' ? openEntry(state) : withView(state, {focus: 'log'}));
		}

		case 'drop': {
			return drop(state, at);
		}

		case 'sort': {
			return noEffects(nextSortKey(state));
		}

		case 'turn': {
			return noEffects(reverseSort(state));
		}

		case 'mark': {
			return noEffects(toggleSelected(state, 'marked'));
		}

		case 'pin': {
			return noEffects(toggleSelected(state, 'pinned'));
		}

		case 'money': {
			return noEffects(toggleMoney(state));
		}

		case 'order': {
			return toggleOrder(state);
		}

		case 'poll-now': {
			return pollNow(state, at);
		}

		case 'notifications': {
			const silent = !view.silent;
			return noEffects(
				withNotice(withView(state, {silent}), {kind: 'notifications', on: !silent}, at),
			);
		}

		case 'mouse': {
			return noEffects(toggleMouse(state, at));
		}

		case 'pause': {
			return togglePause(state, at);
		}

		case 'open': {
			return openOutput(state, selectedOutput(state), at);
		}

		case 'copy': {
			return view.focus === 'log' ? copyLog(state, at) : copySelected(state);
		}

		case 'submit': {
			if (view.prompt?.purpose !== 'command') {
				return submitPrompt(state, at);
			}

			const taken = takeFromPalette(state, at);
			return taken.command === null
				? noEffects(taken.state)
				: reduceCommand(taken.state, taken.command, at);
		}

		case 'erase': {
			return eraseInPrompt(state, command.what);
		}
	}
}

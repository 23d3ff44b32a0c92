import type {Duration} from '../core/time/clock.ts';
import type {Pane} from './state.ts';

/** What can be done to a replay: stop it or let it run, go some milliseconds back or forth, go on by one step. */
export type ReplayMove =
	| {readonly kind: 'toggle'}
	| {readonly kind: 'seek'; readonly by: Duration}
	| {readonly kind: 'step'};

/** What can be set while the program runs. */
export const settings = ['profile', 'theme', 'language', 'interval', 'sort', 'filter'] as const;
export type Setting = (typeof settings)[number];

/** Everything a key can ask for. The table in `features/keymap.ts` says which key asks for what, and where. */
export type Command =
	/** Moves the selection or the view of the focused pane by lines; negative is up. */
	| {readonly type: 'move'; readonly lines: number}
	/** The same by pages of the pane's height: 1 is a page down, -0.5 half a page up. */
	| {readonly type: 'page'; readonly pages: number}
	| {readonly type: 'jump'; readonly to: 'start' | 'end'}
	| {readonly type: 'sideways'; readonly cells: number}
	| {readonly type: 'focus'; readonly pane: Pane}
	| {readonly type: 'focus-next'; readonly step: 1 | -1}
	| {readonly type: 'zoom'}
	| {readonly type: 'help'}
	/** Closes one layer: the prompt, the overlay, the zoom, the filter or the search. */
	| {readonly type: 'back'}
	/** Closes the overlay, else leaves the program. */
	| {readonly type: 'quit'}
	/** Leaves the program whatever is open (ctrl+c). */
	| {readonly type: 'interrupt'}
	| {readonly type: 'suspend'}
	| {readonly type: 'redraw'}
	/** Opens the prompt that narrows the run list. */
	| {readonly type: 'filter'}
	/** Opens the prompt that looks for something in the log. */
	| {readonly type: 'search'}
	/** Opens the prompt for a line, a time or a part of the log to go to. */
	| {readonly type: 'go-to'}
	| {readonly type: 'next-hit'; readonly step: 1 | -1}
	| {readonly type: 'next-error'; readonly step: 1 | -1}
	/** Goes to where the next or previous node begins. */
	| {readonly type: 'next-node'; readonly step: 1 | -1}
	/** Shows only the node under the cursor, only what the search finds, or one level less; and takes that back. */
	| {readonly type: 'one-node'}
	| {readonly type: 'hits-only'}
	| {readonly type: 'least-level'}
	/** Shows the logs of all runs as one. */
	| {readonly type: 'all-logs'}
	| {readonly type: 'first-unread'}
	| {readonly type: 'time-mode'}
	/** Shows the nodes of the run on a common axis, goes to them, or closes that; and sorts them another way. */
	| {readonly type: 'timeline'}
	| {readonly type: 'timeline-order'}
	/** Folds the log to one line a node; shows all entries of the node under the cursor; and takes that back. */
	| {readonly type: 'fold'}
	| {readonly type: 'unfold'}
	/** Opens or closes the card that tells why the selected run failed. */
	| {readonly type: 'failure'}
	/** Notifies when runs end, or is silent. */
	| {readonly type: 'notifications'}
	/** Takes clicks and the wheel, or leaves the mouse to the terminal. */
	| {readonly type: 'mouse'}
	| {readonly type: 'wrap'}
	/** Begins to select lines of the log, or ends that. */
	| {readonly type: 'select-lines'}
	| {readonly type: 'follow'}
	| {readonly type: 'enter'}
	| {readonly type: 'add'}
	| {readonly type: 'drop'}
	/** Sorts the run list by another key, or the other way around. */
	| {readonly type: 'sort'}
	| {readonly type: 'turn'}
	/** Marks or pins the selected run, or takes that back. */
	| {readonly type: 'mark'}
	| {readonly type: 'pin'}
	/** Opens or closes the order and billing view of the selected run. */
	| {readonly type: 'order'}
	/** Opens or closes the view of what all runs cost. */
	| {readonly type: 'money'}
	| {readonly type: 'poll-now'}
	| {readonly type: 'pause'}
	| {readonly type: 'replay'; readonly move: ReplayMove}
	| {readonly type: 'open'}
	/** Shows an output's text here and opens any other; looks at any of them here. */
	| {readonly type: 'show'}
	| {readonly type: 'preview'}
	/** Saves the selected output, or all of the run that are not saved; and stops saving the selected one. */
	| {readonly type: 'download'; readonly which: 'one' | 'all'}
	| {readonly type: 'stop-download'}
	/** A key was pressed in another pane that works in the outputs only. */
	| {readonly type: 'key-of-outputs'; readonly key: string}
	| {readonly type: 'copy'}
	/** Opens what the log pane shows in the user's pager. */
	| {readonly type: 'page-log'}
	/** Saves what the log pane shows as text, or the whole log as lines of JSON. */
	| {readonly type: 'save-log'; readonly form: 'text' | 'json'}
	/** Opens the prompt in which a command is typed. */
	| {readonly type: 'palette'}
	/** Gives a setting another value until the program is left. */
	| {readonly type: 'set'; readonly setting: Setting; readonly value: string}
	/** In the prompt of the palette: takes over the name of the selected row. In that of the picker: marks the run. */
	| {readonly type: 'complete'}
	/** In the prompt: take what was typed, or remove its last character, word or all of it. */
	| {readonly type: 'submit'}
	| {readonly type: 'erase'; readonly what: 'character' | 'word' | 'all'};

import type {Pane} from './state.ts';

/** Everything a key can ask for. The table in `keys/keymap` says which key asks for what, and where. */
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
	| {readonly type: 'next-hit'; readonly step: 1 | -1}
	| {readonly type: 'next-error'; readonly step: 1 | -1}
	| {readonly type: 'follow'}
	| {readonly type: 'enter'}
	| {readonly type: 'add'}
	| {readonly type: 'drop'}
	| {readonly type: 'poll-now'}
	| {readonly type: 'pause'}
	| {readonly type: 'open'}
	| {readonly type: 'copy'}
	/** In the prompt: take what was typed, or remove its last character, word or all of it. */
	| {readonly type: 'submit'}
	| {readonly type: 'erase'; readonly what: 'character' | 'word' | 'all'};

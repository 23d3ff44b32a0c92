import type {OwnCommandBatch} from '../own-commands/state.ts';

export type PromptState = {
	readonly text: string;
	/** The text that applied before the prompt was opened. The key `esc` restores it. */
	readonly before: string;
} & (
	| {
			/**
			 * What the typed text is for. `filter`: filter the run list. `search`: search the log. `history`: search the
			 * history. `command`: find a command in the palette. `help`: filter the help. `find`: search a text output.
			 * `go-to`: go to a line or a time in the log.
			 */
			readonly purpose: 'filter' | 'search' | 'history' | 'command' | 'help' | 'find' | 'go-to';
	  }
	/** Finds runs to add: runs of the account, or with `isOfRemoved` those that were removed from the list. */
	| {readonly purpose: 'add'; readonly isOfRemoved: boolean}
	/** Asks whether to run a command of the user's own. */
	| {readonly purpose: 'confirm'; readonly batch: OwnCommandBatch}
);

export type PromptViewState = {readonly prompt: PromptState | null};

export const initialPromptView: PromptViewState = {prompt: null};

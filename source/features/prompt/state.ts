import type {OwnCommandBatch} from '../own-commands/state.ts';
import type {TextInput} from './text-input.ts';

export type PromptState = TextInput & {
	/** The text that applied before the prompt was opened. The key `esc` restores it. */
	readonly before: string;
	/** The recalled text, as a number of steps back in the texts entered before, and what was typed before it. */
	readonly recalled?: {readonly steps: number; readonly draft: string};
} & (
		| {
				/**
				 * What the typed text is for. `filter`: filter the run list. `search`: search the log. `history`: search the
				 * history. `command`: find a command in the palette. `find`: search a text output. `go-to`: go to a line or a
				 * time in the log. `save-log`: the name of a file for the log. `add`: find runs to add or to bring back.
				 */
				readonly purpose:
					'filter' | 'search' | 'history' | 'command' | 'find' | 'go-to' | 'save-log' | 'add';
		  }
		/** Asks whether to run a command of the user's own. */
		| {readonly purpose: 'confirm'; readonly batch: OwnCommandBatch}
	);

export type PromptViewState = {
	readonly prompt: PromptState | null;
	/** The texts that were entered in this session, by what they were for, the oldest first. */
	readonly entered: Partial<Record<PromptState['purpose'], readonly string[]>>;
};

export const initialPromptView: PromptViewState = {prompt: null, entered: {}};

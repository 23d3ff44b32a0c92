export type PromptState = {
	/**
	 * What the typed text is for: to filter the run list, search the log, add runs by id, run a command of the palette,
	 * filter the help, search a text output (`find`), or go to a place in the log.
	 */
	readonly purpose: 'filter' | 'search' | 'add' | 'command' | 'help' | 'find' | 'go-to';
	readonly text: string;
	/** The text that applied before the prompt was opened. The key `esc` restores it. */
	readonly before: string;
};

export type PromptViewState = {readonly prompt: PromptState | null};

export const initialPromptView: PromptViewState = {prompt: null};

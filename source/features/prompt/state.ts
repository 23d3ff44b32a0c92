export type PromptState = {
	/** The use of the typed text. `search` searches a log, `find` a text output, `help` the help. */
	readonly purpose: 'filter' | 'search' | 'add' | 'command' | 'help' | 'find' | 'go-to';
	readonly text: string;
	/** The value from before the prompt was opened, which esc restores. */
	readonly before: string;
};

export type PromptViewState = {readonly prompt: PromptState | null};

export const initialPromptView: PromptViewState = {prompt: null};

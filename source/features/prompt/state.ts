export type PromptState = {
	/** `find` searches a text output, `help` the help. */
	readonly purpose: 'filter' | 'search' | 'add' | 'command' | 'help' | 'find' | 'go-to';
	readonly text: string;
	/** The value that esc restores. */
	readonly before: string;
};

export type PromptViewState = {readonly prompt: PromptState | null};

export const initialPromptView: PromptViewState = {prompt: null};

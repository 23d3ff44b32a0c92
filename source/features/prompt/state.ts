export type PromptState = {
	/** `filter`: the run list. `search`: the log. `add`: run ids. `command`: the palette. `find`: in a text output. */
	readonly purpose: 'filter' | 'search' | 'add' | 'command' | 'help' | 'find' | 'go-to';
	readonly text: string;
	/** The text that applied before the prompt was opened. The key `esc` restores it. */
	readonly before: string;
};

export type PromptViewState = {readonly prompt: PromptState | null};

export const initialPromptView: PromptViewState = {prompt: null};

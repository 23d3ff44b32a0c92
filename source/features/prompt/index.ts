import {inputEn, inputZh} from './messages.ts';
import type {Feature} from '../../store/feature.ts';
import {promptBindings, promptWords, promptCommands} from './commands.ts';
import {typeIntoPrompt} from './reduce.ts';

export {closePrompt, editedPrompt, openPrompt, promptFor} from './reduce.ts';
export type {PromptState as Prompt} from './state.ts';

declare module '../../store/registry.ts' {
	interface FeatureMessages {
		input: typeof inputEn;
	}
}

/** The prompt, in which the user types text. The feature that has opened the prompt uses the text. */
export const prompt = {
	commands: promptCommands,
	bindings: promptBindings,
	words: promptWords,
	actions: {typed: (state, {text}) => typeIntoPrompt(state, text)},
	messages: {input: {en: inputEn, zh: inputZh}},
} satisfies Feature;

import type {Feature} from '../../store/feature.ts';
import {promptBindings, promptWords, promptCommands} from './commands.ts';
import {typeIntoPrompt} from './reduce.ts';

export {closePrompt, editedPrompt, openPrompt, promptFor} from './reduce.ts';
export type {PromptState as Prompt} from './state.ts';

const inputEn = {
	noIds: '"-" found no run order ids in standard input. Check the program that writes them.',
	noKeyboard:
		'"-" reads ids from standard input, and there is no terminal to read keys from. Use --plain or --json.',
};

const inputZh: typeof inputEn = {
	noIds: '“-”在标准输入中没有找到运行单号。请检查写出单号的程序。',
	noKeyboard: '“-”从标准输入读取单号，而没有可读取按键的终端。请用 --plain 或 --json。',
};

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

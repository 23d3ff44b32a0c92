import {bindingWords, type BindingIds, type Feature} from '../../store/feature.ts';
import {bind, bindEach} from '../../store/keys/binding.ts';
import {eraseInPrompt, typeIntoPrompt} from './reduce.ts';

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
	interface Commands {
		submit: NoArguments;
		/** In the palette, completes the typed text from the selected row. In the picker, marks the selected run. */
		complete: NoArguments;
		erase: {readonly what: 'character' | 'word' | 'all'};
	}

	interface Bindings extends BindingIds<typeof promptWords> {}

	interface FeatureMessages {
		input: typeof inputEn;
	}
}

const promptWords = bindingWords({
	submit: {en: ['done', 'accept the text'], zh: ['确定', '确认输入的内容']},
	complete: {
		en: ['select', 'mark a run to add, or complete a command'],
		zh: ['选取', '标记要添加的运行，或补全命令'],
	},
	erase: {
		en: ['delete', 'delete a character, a word or all'],
		zh: ['删除', '删除一个字符、一个词或全部'],
	},
});

/** The feature that opens the prompt handles `submit` and `back`. */
export const prompt = {
	commands: {erase: (state, {what}) => eraseInPrompt(state, what)},
	bindings: [
		bind('prompt', 'submit', ['enter'], {footer: ['enter']}),
		bind('prompt', 'complete', ['tab'], {footer: ['tab'], purposes: ['command', 'add']}),
		bind('prompt', 'back', ['esc'], {footer: ['esc']}),
		bindEach('prompt', 'erase', {}, [
			{keys: ['backspace', 'del'], command: {type: 'erase', what: 'character'}},
			{keys: ['ctrl+w'], command: {type: 'erase', what: 'word'}},
			{keys: ['ctrl+u'], command: {type: 'erase', what: 'all'}},
		]),
	],
	words: promptWords,
	actions: {typed: (state, {text}) => typeIntoPrompt(state, text)},
	messages: {input: {en: inputEn, zh: inputZh}},
} satisfies Feature;

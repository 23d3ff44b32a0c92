import {bindingWords, type BindingIds, type CommandHandlers} from '../../store/feature.ts';
import {bind, bindEach, type Binding} from '../../store/keys/binding.ts';
import {eraseInPrompt} from './reduce.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		submit: NoArguments;
		/** In the palette, completes the typed text from the selected row. In the picker, marks the selected run. */
		complete: NoArguments;
		erase: {readonly what: 'character' | 'word' | 'all'};
	}

	interface Bindings extends BindingIds<typeof promptWords> {}
}

/** The commands of every prompt. The feature that has opened a prompt also handles `submit` and `back`. */
export const promptCommands = {
	erase: (state, {what}) => eraseInPrompt(state, what),
} satisfies Partial<CommandHandlers>;

export const promptBindings: readonly Binding[] = [
	bind('prompt', 'submit', ['enter'], {footer: ['enter']}),
	bind('prompt', 'complete', ['tab'], {footer: ['tab'], purposes: ['command', 'add']}),
	bind('prompt', 'back', ['esc'], {footer: ['esc']}),
	bindEach('prompt', 'erase', {}, [
		{keys: ['backspace', 'del'], command: {type: 'erase', what: 'character'}},
		{keys: ['ctrl+w'], command: {type: 'erase', what: 'word'}},
		{keys: ['ctrl+u'], command: {type: 'erase', what: 'all'}},
	]),
];

export const promptWords = bindingWords({
	submit: {en: ['done', 'accept the text'], zh: ['确定', '确认输入的内容']},
	complete: {
		en: ['select', 'add runs: mark; commands: complete'],
		zh: ['选取', '添加运行时标记；命令中补全'],
	},
	erase: {
		en: ['delete', 'delete a character, a word or all'],
		zh: ['删除', '删除一个字符、一个词或全部'],
	},
});

import {bindingWords, type BindingIds, type Feature} from '../../store/feature.ts';
import {bind, bindEach} from '../../store/keys/binding.ts';
import {
	editPrompt,
	eraseText,
	keepEntered,
	moveCaret,
	recallText,
	typeIntoPrompt,
	type CaretMove,
	type PromptState,
} from './reduce.ts';

export {
	closePrompt,
	editedPrompt,
	openPrompt,
	promptFor,
	textInput,
	type PromptState as Prompt,
} from './reduce.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		submit: NoArguments;
		/** In the palette, completes the typed text from the selected row. In the picker, marks the selected run. */
		complete: NoArguments;
		'move-caret': {readonly to: CaretMove};
		/** Erases the text between the caret and where `to` would move it. */
		erase: {readonly to: CaretMove};
		/** Shows an earlier (1) or later (-1) text of this input. In a list, moves the selection up or down. */
		recall: {readonly step: 1 | -1};
	}

	interface Bindings extends BindingIds<typeof promptWords> {}

	interface ViewParts {
		prompt: PromptState | null;
		/** The texts that were entered in this session, by what they were for, the oldest first. */
		entered: Partial<Record<PromptState['purpose'], readonly string[]>>;
	}
}

const promptWords = bindingWords({
	submit: {en: ['done', 'accept the text'], zh: ['确定', '确认输入的内容']},
	complete: {en: ['complete', 'complete a command'], zh: ['补全', '补全命令']},
	'mark-found': {en: ['mark', 'mark a run to add'], zh: ['标记', '标记要添加的运行']},
	'move-caret': {
		en: ['caret', 'move the caret by a character'],
		zh: ['光标', '光标移动一个字符'],
	},
	'caret-word': {en: ['word', 'move the caret by a word'], zh: ['词', '光标移动一个词']},
	'caret-end': {
		en: ['ends', 'move the caret to the start or the end'],
		zh: ['首尾', '光标移到开头或末尾'],
	},
	erase: {
		en: ['delete', 'delete the character before or after the caret'],
		zh: ['删除', '删除光标前或光标后的字符'],
	},
	'erase-word': {
		en: ['delete', 'delete the word before the caret'],
		zh: ['删除', '删除光标前的词'],
	},
	'erase-to-end': {
		en: ['delete', 'delete all before or after the caret'],
		zh: ['删除', '删除光标前或光标后的全部内容'],
	},
	recall: {
		en: ['recall', 'earlier input; in a list, move up or down'],
		zh: ['历史输入', '之前输入过的内容；在列表中上下移动'],
	},
});

declare module '../../i18n/messages.ts' {
	interface Messages {
		input: typeof inputEn;
	}
}

const inputEn = {
	labels: {
		filter: 'filter runs:',
		search: 'search log:',
		add: 'add runs:',
		history: 'search history:',
		command: ':',
		find: 'search text:',
		'go-to': 'go to (10:02, +90s):',
		'save-log': 'save log as (.log, .jsonl):',
		confirm: ({name, calls, run}: Extract<PromptState, {purpose: 'confirm'}>['batch']) =>
			`run ${name} on ${run ?? `${calls.length} runs`}? (y or enter)`,
	} satisfies Record<PromptState['purpose'], unknown>,
	noIds: '"-" found no run order ids in standard input. Check the program that writes them.',
	noKeyboard:
		'"-" reads ids from standard input, and there is no terminal to read keys from. Use --plain or --json.',
};

const inputZh: typeof inputEn = {
	labels: {
		filter: '筛选运行：',
		search: '搜索日志：',
		add: '添加运行：',
		history: '搜索历史：',
		command: ':',
		find: '搜索文本：',
		'go-to': '转到（10:02、+90s）：',
		'save-log': '日志另存为（.log、.jsonl）：',
		confirm: ({name, calls, run}) =>
			`对${run === null ? ` ${calls.length} 次运行` : ` ${run} `}执行 ${name}？（y 或 enter）`,
	},
	noIds: '“-”在标准输入中没有找到运行单号。请检查写出单号的程序。',
	noKeyboard: '“-”从标准输入读取单号，而没有可读取按键的终端。请用 --plain 或 --json。',
};

/** The feature that opens the prompt handles `submit` and `back`. */
export const prompt = {
	commands: {
		'move-caret': (state, {to}) => editPrompt(state, input => moveCaret(input, to)),
		erase: (state, {to}) => editPrompt(state, input => eraseText(input, to)),
		recall: (state, {step}) => recallText(state, step),
	},
	bindings: [
		bind('prompt', 'submit', ['enter'], {footer: ['enter']}),
		bind('prompt', 'complete', ['tab'], {footer: ['tab'], purposes: ['command']}),
		bindEach('prompt', 'mark-found', {footer: ['tab'], purposes: ['add']}, [
			{keys: ['tab'], command: {type: 'complete'}},
		]),
		bind('prompt', 'back', ['esc'], {footer: ['esc']}),
		bindEach('prompt', 'move-caret', {}, [
			{keys: ['left'], command: {type: 'move-caret', to: 'left'}},
			{keys: ['right'], command: {type: 'move-caret', to: 'right'}},
		]),
		bindEach('prompt', 'caret-word', {}, [
			{keys: ['alt+left', 'alt+b'], command: {type: 'move-caret', to: 'word-left'}},
			{keys: ['alt+right', 'alt+f'], command: {type: 'move-caret', to: 'word-right'}},
		]),
		bindEach('prompt', 'caret-end', {}, [
			{keys: ['home', 'ctrl+a'], command: {type: 'move-caret', to: 'start'}},
			{keys: ['end', 'ctrl+e'], command: {type: 'move-caret', to: 'end'}},
		]),
		bindEach('prompt', 'erase', {}, [
			{keys: ['backspace'], command: {type: 'erase', to: 'left'}},
			{keys: ['del'], command: {type: 'erase', to: 'right'}},
		]),
		bind('prompt', 'erase-word', ['ctrl+w', 'alt+backspace'], {
			command: {type: 'erase', to: 'word-left'},
		}),
		bindEach('prompt', 'erase-to-end', {}, [
			{keys: ['ctrl+u'], command: {type: 'erase', to: 'start'}},
			{keys: ['ctrl+k'], command: {type: 'erase', to: 'end'}},
		]),
		bindEach('prompt', 'recall', {}, [
			{keys: ['up'], command: {type: 'recall', step: 1}},
			{keys: ['down'], command: {type: 'recall', step: -1}},
		]),
	],
	words: promptWords,
	initial: () => ({view: {prompt: null, entered: {}}}),
	actions: {typed: (state, {text}) => typeIntoPrompt(state, text)},
	derive: (state, previous, action) =>
		action.type === 'commandInvoked' && action.command.type === 'submit'
			? keepEntered(state, previous)
			: state,
	messages: {input: {en: inputEn, zh: inputZh}},
} satisfies Feature;

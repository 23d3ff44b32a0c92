import type {PromptState} from './state.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		input: typeof inputEn;
	}
}

export const inputEn = {
	labels: {
		filter: 'filter runs:',
		search: 'search log:',
		add: 'add runs:',
		history: 'search history:',
		command: ':',
		find: 'search text:',
		'go-to': 'go to (10:02, +90s, 50%, line):',
		'save-log': 'save log as (.log, .jsonl):',
		confirm: ({name, calls, run}: Extract<PromptState, {purpose: 'confirm'}>['batch']) =>
			`run ${name} on ${run ?? `${calls.length} runs`}? (y or enter)`,
	} satisfies Record<PromptState['purpose'], unknown>,
	noIds: '"-" found no run order ids in standard input. Check the program that writes them.',
	noKeyboard:
		'"-" reads ids from standard input, and there is no terminal to read keys from. Use --plain or --json.',
};

export const inputZh: typeof inputEn = {
	labels: {
		filter: '筛选运行：',
		search: '搜索日志：',
		add: '添加运行：',
		history: '搜索历史：',
		command: ':',
		find: '搜索文本：',
		'go-to': '转到（10:02、+90s、50%、行号）：',
		'save-log': '日志另存为（.log、.jsonl）：',
		confirm: ({name, calls, run}) =>
			`对${run === null ? ` ${calls.length} 个运行` : ` ${run} `}执行 ${name}？（y 或 enter）`,
	},
	noIds: '“-”在标准输入中没有找到运行单号。请检查写出单号的程序。',
	noKeyboard: '“-”从标准输入读取单号，而没有可读取按键的终端。请用 --plain 或 --json。',
};

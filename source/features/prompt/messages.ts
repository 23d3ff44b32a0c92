import type {InputTrouble} from '../notices/notice.ts';

export function inputTroubleEn(trouble: InputTrouble): string {
	return trouble.kind === 'bad-line'
		? `Line ${trouble.line} of standard input is not a run order id: "${trouble.text}". Such lines are skipped.`
		: `Standard input cannot be read (${trouble.why}), so "-" reads no more ids.`;
}

export function inputTroubleZh(trouble: InputTrouble): string {
	return trouble.kind === 'bad-line'
		? `标准输入的第 ${trouble.line} 行不是运行单号：“${trouble.text}”。这样的行会被忽略。`
		: `无法读取标准输入（${trouble.why}），“-”不再读取单号。`;
}

export const inputEn = {
	trouble: inputTroubleEn,
	noIds: '"-" found no run order ids in standard input. Check the program that writes them.',
	noKeyboard:
		'"-" reads ids from standard input, and there is no terminal to read keys from. Use --plain or --json.',
};

export const inputZh: typeof inputEn = {
	trouble: inputTroubleZh,
	noIds: '“-”在标准输入中没有找到运行单号。请检查写出单号的程序。',
	noKeyboard: '“-”从标准输入读取单号，而没有可读取按键的终端。请用 --plain 或 --json。',
};

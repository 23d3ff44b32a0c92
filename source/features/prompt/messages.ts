import type {InputTrouble} from '../notices/notice.ts';

/** The sentence about what is wrong with the ids that come from standard input. */
export function inputTroubleEn(trouble: InputTrouble): string {
	return trouble.kind === 'bad-line'
		? `Line ${trouble.line} of standard input is no run order id: "${trouble.text}". Lines like it are left out.`
		: `Standard input cannot be read (${trouble.why}), so "-" takes no further ids from it.`;
}

/** The sentence about what is wrong with the ids that come from standard input. */
export function inputTroubleZh(trouble: InputTrouble): string {
	return trouble.kind === 'bad-line'
		? `标准输入的第 ${trouble.line} 行不是运行单号：“${trouble.text}”。这样的行会被忽略。`
		: `无法读取标准输入（${trouble.why}），“-”不再从中获取单号。`;
}

/** What is said about ids that come from standard input. */
export const inputEn = {
	trouble: inputTroubleEn,
	noIds: '"-" found no run order id in standard input. Check the program that writes them.',
	noKeyboard:
		'"-" takes ids from standard input, and there is no terminal to read keys from. Use --plain or --json.',
};

export const inputZh: typeof inputEn = {
	trouble: inputTroubleZh,
	noIds: '“-”在标准输入中没有找到运行单号。请检查写出单号的程序。',
	noKeyboard: '“-”从标准输入获取单号，而没有终端可供读取按键。请用 --plain 或 --json。',
};

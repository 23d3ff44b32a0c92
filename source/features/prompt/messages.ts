export const inputEn = {
	noIds: '"-" found no run order ids in standard input. Check the program that writes them.',
	noKeyboard:
		'"-" reads ids from standard input, and there is no terminal to read keys from. Use --plain or --json.',
};

export const inputZh: typeof inputEn = {
	noIds: '“-”在标准输入中没有找到运行单号。请检查写出单号的程序。',
	noKeyboard: '“-”从标准输入读取单号，而没有可读取按键的终端。请用 --plain 或 --json。',
};

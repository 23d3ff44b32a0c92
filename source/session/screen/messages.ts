declare module '../../i18n/messages.ts' {
	interface Messages {
		screen: typeof screenEn;
	}
}

export const screenEn = {
	tooSmall: 'terminal too small',
	mouseOn: 'mouse',
	denied: 'key refused, polling stopped',
};

export const screenZh: typeof screenEn = {
	tooSmall: '终端太小',
	mouseOn: '鼠标',
	denied: '密钥被拒绝，已停止查询',
};

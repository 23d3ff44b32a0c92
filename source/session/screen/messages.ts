import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		screen: typeof screenEn;
		screenReader: typeof screenReaderEn;
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

export const screenReaderEn = {
	hello: (key: KeyOf) =>
		`chenyu-top reports every change in a line. ${key('move', {direction: 0})} and ${key('move', {direction: 1})} select a run, ${key('next-pane')} moves to the log and the outputs, ${key('help')} lists the keys, ${key('quit')} quits.`,
	place: (number: number, total: number) =>
		`${numbersEn.count(number)} of ${numbersEn.count(total)}`,
	/** Announced instead of one line per run if many runs change at once. */
	many: (count: number) => `${numbersEn.count(count)} runs changed.`,
	closed: 'closed',
	typed: (text: string) => (text === '' ? 'empty' : text),
};

export const screenReaderZh: typeof screenReaderEn = {
	hello: key =>
		`chenyu-top 逐行播报每次变化。${key('move', {direction: 0})} 和 ${key('move', {direction: 1})} 切换运行，${key('next-pane')} 切换到日志和输出，${key('help')} 列出所有按键，${key('quit')} 退出。`,
	place: (number, total) => `第 ${numbersZh.count(number)} 个，共 ${numbersZh.count(total)} 个`,
	many: count => `${numbersZh.count(count)} 次运行有变化。`,
	closed: '已关闭',
	typed: text => (text === '' ? '空' : text),
};

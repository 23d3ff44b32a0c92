import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';

export const screenReaderEn = {
	hello: (key: KeyOf) =>
		`chenyu-top reports every change in a line. ${key('move', {direction: 0})} and ${key('move', {direction: 1})} select a run, ${key('next-pane')} moves to the log and the outputs, ${key('help')} lists the keys, ${key('quit')} quits.`,
	/** Names of keys whose symbols a screen reader would skip or misread. */
	keys: {
		up: 'up arrow',
		down: 'down arrow',
		left: 'left arrow',
		right: 'right arrow',
		'?': 'question mark',
		'/': 'slash',
		':': 'colon',
		'#': 'number sign',
		'`': 'backtick',
		'>': 'greater than',
		'-': 'minus',
		'+': 'plus',
	},
	place: (number: number, total: number) =>
		`${numbersEn.count(number)} of ${numbersEn.count(total)}`,
	queued: (position: number) => `place ${numbersEn.count(position)} in the queue`,
	wait: (time: string) => `wait about ${time}`,
	percent: numbersEn.percent,
	nodes: (done: number, total: number) =>
		`${numbersEn.count(done)} of ${numbersEn.count(total)} nodes`,
	took: (time: string) => `took ${time}`,
	outputs: (count: number) => (count === 1 ? '1 output' : `${numbersEn.count(count)} outputs`),
	noOutputs: 'no outputs',
	cost: (amount: string) => `cost ${amount}`,
	/** Announced instead of one line per run if many runs change at once. */
	many: (count: number) => `${numbersEn.count(count)} runs changed.`,
	sorted: (column: string, descending: boolean) =>
		`sorted by ${column}, ${descending ? 'descending' : 'ascending'}`,
	closed: 'closed',
	typed: (text: string) => (text === '' ? 'empty' : text),
};

export const screenReaderZh: typeof screenReaderEn = {
	hello: key =>
		`chenyu-top 逐行播报每次变化。${key('move', {direction: 0})}和${key('move', {direction: 1})}切换运行，${key('next-pane')} 切换到日志和输出，${key('help')} 列出所有按键，${key('quit')} 退出。`,
	keys: {
		up: '向上键',
		down: '向下键',
		left: '向左键',
		right: '向右键',
		'?': '问号',
		'/': '斜杠',
		':': '冒号',
		'#': '井号',
		'`': '反引号',
		'>': '大于号',
		'-': '减号',
		'+': '加号',
	},
	place: (number, total) => `第 ${numbersZh.count(number)} 个，共 ${numbersZh.count(total)} 个`,
	queued: position => `排在第 ${numbersZh.count(position)} 位`,
	wait: time => `约需等待 ${time}`,
	percent: numbersZh.percent,
	nodes: (done, total) => `已完成 ${numbersZh.count(done)} 个节点，共 ${numbersZh.count(total)} 个`,
	took: time => `用时 ${time}`,
	outputs: count => `${numbersZh.count(count)} 个输出`,
	noOutputs: '没有输出',
	cost: amount => `费用 ${amount}`,
	many: count => `${numbersZh.count(count)} 个运行有变化。`,
	sorted: (column, descending) => `按${column}${descending ? '降序' : '升序'}排列`,
	closed: '已关闭',
	typed: text => (text === '' ? '空' : text),
};

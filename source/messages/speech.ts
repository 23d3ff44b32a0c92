/** What a screen reader is told in the place of a screen: whole sentences, since nothing can be seen beside them. */
export const speechEn = {
	hello:
		'chenyu-top tells what happens, a line at a time. Arrow keys go from run to run, tab to the log and the outputs, question mark lists the keys, q leaves.',
	place: (number: number, total: number) => `${number} of ${total}`,
	queued: (position: number) => `place ${position} in the queue`,
	wait: (time: string) => `about ${time} to wait`,
	percent: (percent: number) => `${percent} %`,
	nodes: (done: number, total: number) => `${done} of ${total} nodes`,
	took: (time: string) => `took ${time}`,
	outputs: (count: number) => (count === 1 ? '1 output' : `${count} outputs`),
	noOutputs: 'no outputs',
	cost: (amount: string) => `cost ${amount}`,
	/** Where many runs have changed at once, instead of a line for each. */
	many: (count: number) => `${count} runs changed.`,
	noRuns: 'no runs are watched',
	closed: 'closed',
	typed: (text: string) => (text === '' ? 'empty' : text),
};

export const speechZh: typeof speechEn = {
	hello:
		'chenyu-top 会逐行告知发生的事。方向键切换运行，tab 切换到日志和输出，问号列出所有按键，q 退出。',
	place: (number, total) => `第 ${number} 个，共 ${total} 个`,
	queued: position => `排在第 ${position} 位`,
	wait: time => `约需等待 ${time}`,
	percent: percent => `${percent} %`,
	nodes: (done, total) => `已完成 ${done} 个节点，共 ${total} 个`,
	took: time => `用时 ${time}`,
	outputs: count => `${count} 个输出`,
	noOutputs: '没有输出',
	cost: amount => `费用 ${amount}`,
	many: count => `${count} 个运行有变化。`,
	noRuns: '没有监视任何运行',
	closed: '已关闭',
	typed: text => (text === '' ? '空' : text),
};

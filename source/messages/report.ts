import type {GaveUp} from '../domain/run.ts';

type Ends = Readonly<Record<'done' | 'until' | 'timeout' | 'signal' | 'gave-up', string>>;

const endsEn: Ends = {
	done: 'done',
	until: 'enough seen',
	timeout: 'time is up',
	signal: 'interrupted',
	'gave-up': 'gave up',
};

const endsZh: Ends = {
	done: '全部结束',
	until: '条件已满足',
	timeout: '已超时',
	signal: '被中断',
	'gave-up': '已放弃',
};

const gaveUpEn: Readonly<Record<GaveUp, string>> = {
	'unknown-run': 'not asked again, the engine does not know this run',
	denied: 'not asked again, the key was refused',
	unreachable: 'not asked again, the service stayed out of reach',
};

const gaveUpZh: typeof gaveUpEn = {
	'unknown-run': '不再查询，引擎不认识此运行',
	denied: '不再查询，密钥被拒绝',
	unreachable: '不再查询，一直无法连接服务',
};

/** What `--plain` and the receipt say. Times, durations and amounts come in as they are shown. */
export const reportEn = {
	watching: (count: number) => (count === 1 ? 'watching 1 run' : `watching ${count} runs`),
	place: (position: number) => `#${position}`,
	about: (seconds: number) => `~${seconds}s`,
	nodes: (completed: number, total: number) => `${completed}/${total} nodes`,
	cost: (amount: string) => `CNY ${amount}`,
	output: 'output',
	saved: 'saved',
	error: 'error',
	problem: 'problem',
	entriesMissing: 'log entries are missing here',
	retryIn: (seconds: number) => `next try in ${seconds}s`,
	gaveUp: gaveUpEn,
	ends: endsEn,
	runs: (count: number) => (count === 1 ? '1 run' : `${count} runs`),
	unfinished: 'unfinished',
	counted: (count: number, word: string) => `${count} ${word}`,
	moreOutputs: (count: number) => `+${count} more`,
	resume: 'watch again with',
	separator: ', ',
	colon: ': ',
};

export const reportZh: typeof reportEn = {
	watching: count => `正在监视 ${count} 个运行`,
	place: position => `第 ${position} 位`,
	about: seconds => `约 ${seconds} 秒`,
	nodes: (completed, total) => `${completed}/${total} 个节点`,
	cost: amount => `¥${amount}`,
	output: '输出',
	saved: '已保存',
	error: '错误',
	problem: '问题',
	entriesMissing: '此处缺少若干日志条目',
	retryIn: seconds => `${seconds} 秒后重试`,
	gaveUp: gaveUpZh,
	ends: endsZh,
	runs: count => `${count} 个运行`,
	unfinished: '未结束',
	counted: (count, word) => `${count} 个${word}`,
	moreOutputs: count => `另有 ${count} 个`,
	resume: '继续监视',
	separator: '，',
	colon: '：',
};

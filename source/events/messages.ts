import type {Money} from '../core/money/money.ts';
import {numbersEn, numbersZh} from '../i18n/numbers.ts';

declare module '../i18n/messages.ts' {
	interface Messages {
		events: typeof eventsEn;
	}
}

/** Texts of `--plain`, notifications, and the summary after the screen closes. */
export const eventsEn = {
	/** `count`: the named runs; 0 if they are still to be found, or come from standard input. */
	watching: (count: number) =>
		count === 0
			? 'watching, no runs yet'
			: count === 1
				? 'watching 1 run'
				: `watching ${numbersEn.count(count)} runs`,
	emptyRecording: 'The recording has no response, so the exit code is 3.',
	noRuns: 'No run was found, so the exit code is 3. With --allow-empty it is 0.',
	/** `limit`: how many runs are watched at once. */
	runsLeft: (left: number, limit: number) =>
		`Not all runs are watched yet: the limit is ${numbersEn.count(limit)}, and ${numbersEn.count(left)} more wait until others have ended.`,
	place: (position: number) => `#${numbersEn.count(position)}`,
	about: (seconds: number) => `~${numbersEn.unit(seconds, 'second', 'narrow')}`,
	nodes: (completed: number, total: number) =>
		`${numbersEn.count(completed)}/${numbersEn.count(total)} nodes`,
	/** `amount`: null if it is unknown. */
	cost: (amount: Money | null) =>
		amount === null ? eventsEn.costUnknown : numbersEn.price(amount, 'sign'),
	costUnknown: 'cost unknown',
	output: 'output',
	saved: 'saved',
	notSaved: 'not saved',
	error: 'error',
	problem: 'problem',
	entriesMissing: 'log entries are missing here',
	outputsCut: (read: number, leftOut: number) =>
		`too many outputs: ${numbersEn.count(read)} reported, ${numbersEn.count(leftOut)} omitted`,
	/** Appended to the sentence of a problem: what happens next. */
	next: (text: string) => ` (${text})`,
	retryIn: (seconds: number) => `retry in ${numbersEn.unit(seconds, 'second', 'narrow')}`,
	retryAt: (time: string) => `retry at ${time}`,
	gaveUp: {
		'unknown-run': 'no longer polled: the engine does not know this run',
		forbidden: 'no longer polled: this key may not read this run',
		denied: 'no longer polled: the key was refused',
		unreachable: 'no longer polled: the service could not be reached',
	},
	ends: {
		done: 'done',
		until: 'condition met',
		timeout: 'timed out',
		signal: 'interrupted',
		'gave-up': 'gave up',
	},
	runs: (count: number) => (count === 1 ? '1 run' : `${numbersEn.count(count)} runs`),
	unfinished: 'unfinished',
	counted: (count: number, word: string) => `${numbersEn.count(count)} ${word}`,
	moreOutputs: (count: number) => `+${numbersEn.count(count)} more`,
	resume: 'resume with',
	/** Shown instead of the command that watches the same runs again, if this command would contain too many ids. */
	sameCommand: (runs: number) => `the same command (${numbersEn.count(runs)} runs)`,
	/** Texts of chat channels. `lines`: how many were left out. */
	andMore: (lines: number) => `and ${numbersEn.count(lines)} more`,
	testMessage: 'This is a test message. Messages about runs arrive here.',
	manyEnded: (count: number) => `${numbersEn.count(count)} runs ended`,
	separator: ', ',
	colon: ': ',
};

export const eventsZh: typeof eventsEn = {
	watching: count =>
		count === 0 ? '正在监控，尚无运行' : `正在监控 ${numbersZh.count(count)} 次运行`,
	emptyRecording: '录制文件中没有响应，退出码为 3。',
	noRuns: '没有找到运行，退出码为 3。加上 --allow-empty 则为 0。',
	runsLeft: (left, limit) =>
		`尚未监控全部运行：上限为 ${numbersZh.count(limit)} 次，另有 ${numbersZh.count(left)} 次等待其他运行结束。`,
	place: position => `第 ${numbersZh.count(position)} 位`,
	about: seconds => `约 ${numbersZh.unit(seconds, 'second', 'long')}`,
	nodes: (completed, total) => `${numbersZh.count(completed)}/${numbersZh.count(total)} 个节点`,
	cost: amount => (amount === null ? eventsZh.costUnknown : numbersZh.price(amount, 'sign')),
	costUnknown: '费用未知',
	output: '输出',
	saved: '已保存',
	notSaved: '未保存',
	error: '错误',
	problem: '问题',
	entriesMissing: '此处缺失部分日志',
	outputsCut: (read, leftOut) =>
		`输出过多：列出 ${numbersZh.count(read)} 个，略去 ${numbersZh.count(leftOut)} 个`,
	next: text => `（${text}）`,
	retryIn: seconds => `${numbersZh.unit(seconds, 'second', 'long')}后重试`,
	retryAt: time => `${time} 重试`,
	gaveUp: {
		'unknown-run': '不再查询：引擎中查不到此运行',
		forbidden: '不再查询：此密钥无权读取此运行',
		denied: '不再查询：密钥被拒绝',
		unreachable: '不再查询：无法连接服务',
	},
	ends: {
		done: '全部结束',
		until: '条件已满足',
		timeout: '已超时',
		signal: '被中断',
		'gave-up': '未能完成',
	},
	runs: count => `${numbersZh.count(count)} 次运行`,
	unfinished: '未结束',
	counted: (count, word) => `${word} ${numbersZh.count(count)}`,
	moreOutputs: count => `另有 ${numbersZh.count(count)} 个`,
	resume: '继续监控',
	sameCommand: runs => `再次执行同一命令（${numbersZh.count(runs)} 次运行）`,
	andMore: lines => `另有 ${numbersZh.count(lines)} 条`,
	testMessage: '这是一条测试消息。运行的消息会发到这里。',
	manyEnded: count => `${numbersZh.count(count)} 次运行已结束`,
	separator: '，',
	colon: '：',
};

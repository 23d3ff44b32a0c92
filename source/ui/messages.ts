import {groupsEn, groupsZh} from '../features/help/messages.ts';
import {
	phasesEn,
	phasesZh,
	kindsEn,
	kindsZh,
	panesEn,
	panesZh,
	gaveUpEn,
	gaveUpZh,
	promptsEn,
	promptsZh,
	noOutputsEn,
	noOutputsZh,
} from './screen-words.ts';
import {numbersEn, numbersZh} from '../i18n/numbers.ts';

/** Texts of the screen. Durations, times and amounts are passed as formatted text. */
export const screenEn = {
	program: 'chenyu-top',
	tooSmall: 'terminal too small',
	mouseOn: 'mouse',
	panes: panesEn,
	phases: phasesEn,
	gaveUp: gaveUpEn,
	kinds: kindsEn,
	groups: groupsEn,
	prompts: promptsEn,
	paused: 'polling paused',
	denied: 'key refused, polling stopped',
	/** The state of runs whose status this program does not know. */
	otherState: 'other',
	helpTitle: 'Help',
	helpNone: 'No key or command matches.',
	runCount: (shown: number, total: number) =>
		shown === total
			? numbersEn.count(total)
			: `${numbersEn.count(shown)} of ${numbersEn.count(total)}`,
	/** `add` is the name of the key that adds a run. */
	noRuns: {
		word: 'none yet',
		sentence: (add: string) => `No runs yet. Press ${add} to add one.`,
	},
	noMatch: {
		word: 'no match',
		sentence: (filter: string, back: string) =>
			`No run matches "${filter}". Press ${back} to clear the filter.`,
	},
	usually: (time: string) => `usually ${time}`,
	failedWithoutReason: 'The service gave no reason.',
	statusCode: (code: number) => `status ${code}`,
	follow: 'follow',
	fresh: (count: number) => `${numbersEn.count(count)} new`,
	lines: (count: number) => (count === 1 ? '1 line' : `${numbersEn.count(count)} lines`),
	errors: (count: number) => (count === 1 ? '1 error' : `${numbersEn.count(count)} errors`),
	/**
	 * The number of the current search hit and the count of all hits. `number` is null before the first jump to a hit.
	 */
	hits: (number: number | null, count: number) =>
		number === null
			? count === 1
				? '1 hit'
				: `${numbersEn.count(count)} hits`
			: `hit ${numbersEn.count(number)} of ${numbersEn.count(count)}`,
	noLog: 'No log yet.',
	noLogAtAll: 'This run has no log.',
	gap: 'entries are missing here',
	noOutputs: noOutputsEn,
	outputsLeftOut: (count: number) => `${numbersEn.count(count)} more omitted`,
	more: (hidden: number) => `${numbersEn.count(hidden)} more`,
};

export const screenZh: typeof screenEn = {
	program: 'chenyu-top',
	tooSmall: '终端太小',
	mouseOn: '鼠标',
	panes: panesZh,
	phases: phasesZh,
	gaveUp: gaveUpZh,
	kinds: kindsZh,
	groups: groupsZh,
	prompts: promptsZh,
	paused: '已暂停查询',
	denied: '密钥被拒绝，已停止查询',
	otherState: '其他',
	helpTitle: '帮助',
	helpNone: '没有匹配的按键或命令。',
	runCount: (shown, total) =>
		shown === total
			? numbersZh.count(total)
			: `${numbersZh.count(shown)}/${numbersZh.count(total)}`,
	noRuns: {word: '暂无', sentence: add => `暂无运行。按 ${add} 添加。`},
	noMatch: {
		word: '无匹配',
		sentence: (filter, back) => `没有匹配“${filter}”的运行。按 ${back} 清除筛选。`,
	},
	usually: time => `通常 ${time}`,
	failedWithoutReason: '服务没有给出原因。',
	statusCode: code => `状态码 ${code}`,
	follow: '跟随',
	fresh: count => `新增 ${numbersZh.count(count)} 条`,
	lines: count => `${numbersZh.count(count)} 行`,
	errors: count => `${numbersZh.count(count)} 个错误`,
	hits: (number, count) =>
		number === null
			? `${numbersZh.count(count)} 处匹配`
			: `第 ${numbersZh.count(number)}/${numbersZh.count(count)} 处`,
	noLog: '暂无日志。',
	noLogAtAll: '此运行没有日志。',
	gap: '此处缺失部分日志',
	noOutputs: noOutputsZh,
	outputsLeftOut: count => `另略去 ${numbersZh.count(count)} 个`,
	more: hidden => `还有 ${numbersZh.count(hidden)} 行`,
};

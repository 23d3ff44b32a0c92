import type {Phase} from '../core/execution.ts';
import {byOutputKind} from '../core/output/kinds.ts';
import type {GaveUp} from '../core/run.ts';
import {groupsEn, groupsZh, signsEn, signsZh} from '../features/help/messages.ts';
import type {OwnCommandBatch} from '../features/own-commands/state.ts';
import type {PaneName} from '../features/panes/state.ts';
import type {PromptState} from '../features/prompt/state.ts';
import {numbersEn, numbersZh} from '../i18n/numbers.ts';

/** Texts for a run whose polling has stopped. `retry` is the name of the key that polls again. */
type GaveUpWords = {readonly word: string; readonly sentence: (retry: string) => string};

/** Texts of the screen. Durations, times and amounts are passed as formatted text. */
export const screenEn = {
	program: 'chenyu-top',
	tooSmall: 'terminal too small',
	mouseOn: 'mouse',
	panes: {
		runs: 'Runs',
		detail: 'Run',
		log: 'Log',
		outputs: 'Outputs',
	} satisfies Record<PaneName, string>,
	phases: {
		waiting: 'waiting',
		queued: 'queued',
		running: 'running',
		stalled: 'stalled',
		late: 'late',
		succeeded: 'succeeded',
		failed: 'failed',
		canceled: 'canceled',
	} satisfies Record<Exclude<Phase, 'other'> | 'waiting' | 'stalled' | 'late', string>,
	gaveUp: {
		'unknown-run': {
			word: 'unknown run',
			sentence: retry =>
				`The engine does not know this run. Check the id, or press ${retry} to retry.`,
		},
		forbidden: {
			word: 'no permission',
			sentence: retry =>
				`This key may not read this run. Check the id, or press ${retry} to retry.`,
		},
		denied: {
			word: 'key refused',
			sentence: retry =>
				`The key was refused, so polling has stopped. Put a valid one into the key file and press ${retry}, or restart chenyu-top.`,
		},
		unreachable: {
			word: 'unreachable',
			sentence: retry =>
				`The service could not be reached, so polling of this run has stopped. Press ${retry} to retry.`,
		},
	} satisfies Record<GaveUp, GaveUpWords>,
	kinds: byOutputKind(({name}) => name.en),
	groups: groupsEn,
	signs: signsEn,
	prompts: {
		filter: 'filter runs:',
		search: 'search log:',
		add: 'add runs:',
		history: 'search history:',
		command: ':',
		find: 'search text:',
		'go-to': 'go to (10:02, +90s, 50%, line):',
		'save-log': 'save log as (.log, .jsonl):',
		confirm: ({name, calls, run}: OwnCommandBatch) =>
			`run ${name} on ${run ?? `${calls.length} runs`}? (y or enter)`,
	} satisfies Record<PromptState['purpose'], unknown>,
	paused: 'polling paused',
	denied: 'key refused, polling stopped',
	otherState: 'other',
	helpTitle: 'Help',
	messagesTitle: 'Messages',
	noMessages: 'No messages yet.',
	runCount: (matching: number, total: number) =>
		matching === total
			? numbersEn.count(total)
			: `${numbersEn.count(matching)} of ${numbersEn.count(total)}`,
	/** `add` is the name of the key that adds a run. */
	noRuns: {
		sentence: (add: string) => `No runs yet. Press ${add} to add one.`,
		inReplay: 'No runs yet.',
	},
	noMatch: {
		word: 'no match',
		sentence: (filter: string, back: string) =>
			`No run matches "${filter}". Press ${back} to clear the filter.`,
	},
	usually: (time: string) => `usually ${time}`,
	statusCode: (code: number) => `status ${code}`,
	follow: 'follow',
	newBelow: (count: number) => `${numbersEn.count(count)} new`,
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
	noOutputs: {ended: 'none', unfinished: 'none yet', unknown: 'unknown'},
	outputsLeftOut: (count: number) => `${numbersEn.count(count)} more omitted`,
	more: (hidden: number) => `${numbersEn.count(hidden)} more`,
};

export const screenZh: typeof screenEn = {
	program: 'chenyu-top',
	tooSmall: '终端太小',
	mouseOn: '鼠标',
	panes: {runs: '运行', detail: '详情', log: '日志', outputs: '输出'},
	phases: {
		waiting: '等待响应',
		queued: '排队中',
		running: '运行中',
		stalled: '停滞',
		late: '耗时偏长',
		succeeded: '成功',
		failed: '失败',
		canceled: '已取消',
	},
	gaveUp: {
		'unknown-run': {
			word: '未知运行',
			sentence: retry => `引擎中查不到此运行。请核对运行单号，或按 ${retry} 重试。`,
		},
		forbidden: {
			word: '无权限',
			sentence: retry => `此密钥无权读取此运行。请核对运行单号，或按 ${retry} 重试。`,
		},
		denied: {
			word: '密钥被拒绝',
			sentence: retry =>
				`密钥被拒绝，已停止查询。请在密钥文件中填入有效的密钥后按 ${retry}，或重新启动 chenyu-top。`,
		},
		unreachable: {
			word: '无法连接',
			sentence: retry => `无法连接服务，已停止查询此运行。按 ${retry} 重试。`,
		},
	},
	kinds: byOutputKind(({name}) => name.zh),
	groups: groupsZh,
	signs: signsZh,
	prompts: {
		filter: '筛选运行：',
		search: '搜索日志：',
		add: '添加运行：',
		history: '搜索历史：',
		command: ':',
		find: '搜索文本：',
		'go-to': '转到（10:02、+90s、50%、行号）：',
		'save-log': '日志另存为（.log、.jsonl）：',
		confirm: ({name, calls, run}) =>
			`对${run === null ? ` ${calls.length} 个运行` : ` ${run} `}执行 ${name}？（y 或 enter）`,
	},
	paused: '已暂停查询',
	denied: '密钥被拒绝，已停止查询',
	otherState: '其他',
	helpTitle: '帮助',
	messagesTitle: '消息',
	noMessages: '暂无消息。',
	runCount: (matching, total) =>
		matching === total
			? numbersZh.count(total)
			: `${numbersZh.count(matching)}/${numbersZh.count(total)}`,
	noRuns: {sentence: add => `暂无运行。按 ${add} 添加。`, inReplay: '暂无运行。'},
	noMatch: {
		word: '无匹配',
		sentence: (filter, back) => `没有匹配“${filter}”的运行。按 ${back} 清除筛选。`,
	},
	usually: time => `通常 ${time}`,
	statusCode: code => `状态码 ${code}`,
	follow: '跟随',
	newBelow: count => `新增 ${numbersZh.count(count)} 条`,
	lines: count => `${numbersZh.count(count)} 行`,
	errors: count => `${numbersZh.count(count)} 个错误`,
	hits: (number, count) =>
		number === null
			? `${numbersZh.count(count)} 处匹配`
			: `第 ${numbersZh.count(number)}/${numbersZh.count(count)} 处`,
	noLog: '暂无日志。',
	noLogAtAll: '此运行没有日志。',
	gap: '此处缺失部分日志',
	noOutputs: {ended: '无', unfinished: '暂无', unknown: '未知'},
	outputsLeftOut: count => `另略去 ${numbersZh.count(count)} 个`,
	more: hidden => `还有 ${numbersZh.count(hidden)} 行`,
};

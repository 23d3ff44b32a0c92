import type {GaveUp} from '../core/run.ts';
import type {FinalPhase, Phase} from '../core/execution.ts';
import {byOutputKind} from '../core/output/kinds.ts';
import type {PromptState} from '../features/prompt/state.ts';
import type {PaneName} from '../features/panes/state.ts';

export const phasesEn: Record<Exclude<Phase, 'other'> | 'waiting' | 'stalled' | 'late', string> = {
	waiting: 'waiting',
	queued: 'queued',
	running: 'running',
	stalled: 'stalled',
	late: 'late',
	succeeded: 'succeeded',
	failed: 'failed',
	canceled: 'canceled',
};

export const phasesZh: typeof phasesEn = {
	waiting: '等待响应',
	queued: '排队中',
	running: '运行中',
	stalled: '停滞',
	late: '耗时偏长',
	succeeded: '成功',
	failed: '失败',
	canceled: '已取消',
};

export const kindsEn = byOutputKind(({name}) => name.en);

export const kindsZh: typeof kindsEn = byOutputKind(({name}) => name.zh);

export const panesEn: Record<PaneName, string> = {
	runs: 'Runs',
	detail: 'Run',
	log: 'Log',
	outputs: 'Outputs',
};

export const panesZh: typeof panesEn = {runs: '运行', detail: '详情', log: '日志', outputs: '输出'};

/** Texts for a run whose polling has stopped. `retry` is the name of the key that polls again. */
type GaveUpWords = {readonly word: string; readonly sentence: (retry: string) => string};

export const gaveUpEn: Record<GaveUp, GaveUpWords> = {
	'unknown-run': {
		word: 'unknown run',
		sentence: retry =>
			`The engine does not know this run. Check the id, or press ${retry} to retry.`,
	},
	denied: {
		word: 'key refused',
		sentence: () =>
			'The key was refused, so polling has stopped. Check the key, then restart chenyu-top.',
	},
	unreachable: {
		word: 'unreachable',
		sentence: retry =>
			`The service could not be reached, so polling of this run has stopped. Press ${retry} to retry.`,
	},
};

export const gaveUpZh: typeof gaveUpEn = {
	'unknown-run': {
		word: '未知运行',
		sentence: retry => `引擎不认识此运行。请核对运行单号，或按 ${retry} 重试。`,
	},
	denied: {
		word: '密钥被拒绝',
		sentence: () => '密钥被拒绝，已停止查询。请检查密钥，然后重新启动 chenyu-top。',
	},
	unreachable: {
		word: '无法连接',
		sentence: retry => `无法连接服务，已停止查询此运行。按 ${retry} 重试。`,
	},
};

export const promptsEn: Record<PromptState['purpose'], string> = {
	filter: 'filter runs:',
	search: 'search log:',
	add: 'add run orders:',
	command: ':',
	help: 'search help:',
	find: 'search text:',
	'go-to': 'go to (10:02, +90s, 50%, line):',
};

export const promptsZh: typeof promptsEn = {
	filter: '筛选运行：',
	search: '搜索日志：',
	add: '添加运行单号：',
	command: ':',
	help: '搜索帮助：',
	find: '搜索文本：',
	'go-to': '前往（10:02、+90s、50%、行号）：',
};

export const noOutputsEn: Record<FinalPhase | 'unfinished' | 'unknown', string> = {
	succeeded: 'This run produced no outputs.',
	failed: 'The run failed without outputs.',
	canceled: 'The run was canceled without outputs.',
	unfinished: 'Outputs will appear here.',
	unknown: 'Outputs unknown.',
};

export const noOutputsZh: typeof noOutputsEn = {
	succeeded: '此运行没有输出。',
	failed: '运行失败，没有输出。',
	canceled: '运行已取消，没有输出。',
	unfinished: '输出会显示在这里。',
	unknown: '输出未知。',
};

import type {RunState} from '../../core/run-state.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		list: typeof listEn;
		states: typeof statesEn;
	}
}

export const statesEn = {
	waiting: 'waiting',
	queued: 'queued',
	running: 'running',
	stalled: 'stalled',
	late: 'late',
	succeeded: 'succeeded',
	failed: 'failed',
	canceled: 'canceled',
	other: 'other',
} satisfies Record<RunState, string>;

export const statesZh: typeof statesEn = {
	waiting: '等待响应',
	queued: '排队中',
	running: '运行中',
	stalled: '停滞',
	late: '耗时偏长',
	succeeded: '成功',
	failed: '失败',
	canceled: '已取消',
	other: '其他',
};

export const listEn = {
	/** `count`: the marked runs that the filter shows. */
	marked: (count: number, total: number) =>
		`${numbersEn.count(count)}${count === total ? '' : `/${numbersEn.count(total)}`} marked`,
	looking: (add: string) => `Searching for the account's runs. Press ${add} to add one by id.`,
	noneFound: (add: string, options: string | null) =>
		options === null
			? `The account has no runs that are unfinished or ended within the last hour. New runs will appear here; ${add} adds older ones.`
			: `No run that is unfinished or ended within the last hour matches ${options}. New runs will appear here; ${add} adds others.`,
	refused: (why: string, retry: string) => `${why} Then press ${retry}, or restart chenyu-top.`,
	/** `wait`: until the next try; null if there is none. */
	notListed: (why: string, wait: string | null, add: string) =>
		`The account's runs cannot be listed. ${why}${wait === null ? '' : ` Retrying in ${wait}.`} Press ${add} to add one by id.`,
	folds: {workflow: 'by workflow', failure: 'by cause'},
	foldedRuns: (runs: string, failed: string | null, cost: string) =>
		[`${runs} runs`, failed === null ? '' : `${failed} failed`, cost]
			.filter(text => text !== '')
			.join(', '),
	cause: (count: string, reason: string, node: string | null) =>
		`${count} × ${reason}${node === null ? '' : ` in ${node}`}`,
	wrongTerm: (term: string, instead: string) => `${term}? try ${instead}`,
	count: (matching: number, total: number) =>
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
};

export const listZh: typeof listEn = {
	marked: (count, total) =>
		`已标记 ${numbersZh.count(count)}${count === total ? '' : `/${numbersZh.count(total)}`} 个`,
	looking: add => `正在查找账户的运行。也可按 ${add} 输入运行单号来添加。`,
	noneFound: (add, options) =>
		options === null
			? `账户没有未结束或一小时内结束的运行。新的运行会显示在这里；按 ${add} 可添加更早的运行。`
			: `没有符合 ${options} 的未结束或一小时内结束的运行。新的运行会显示在这里；按 ${add} 可添加其他运行。`,
	refused: (why, retry) => `${why}然后按 ${retry}，或重新启动 chenyu-top。`,
	notListed: (why, wait, add) =>
		`无法列出账户的运行。${why}${wait === null ? '' : `将在 ${wait}后重试。`}可按 ${add} 输入运行单号来添加。`,
	folds: {workflow: '按工作流', failure: '按原因'},
	foldedRuns: (runs, failed, cost) =>
		[`${runs} 个运行`, failed === null ? '' : `${failed} 个失败`, cost]
			.filter(text => text !== '')
			.join('，'),
	cause: (count, reason, node) => `${count} × ${reason}${node === null ? '' : `（${node}）`}`,
	wrongTerm: (term, instead) => `${term}？可用 ${instead}`,
	count: (matching, total) =>
		matching === total
			? numbersZh.count(total)
			: `${numbersZh.count(matching)}/${numbersZh.count(total)}`,
	noRuns: {sentence: add => `暂无运行。按 ${add} 添加。`, inReplay: '暂无运行。'},
	noMatch: {
		word: '无匹配',
		sentence: (filter, back) => `没有匹配“${filter}”的运行。按 ${back} 清除筛选。`,
	},
};

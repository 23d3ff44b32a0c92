import type {AdviceKind} from '../../core/failure-card.ts';
import type {RunState} from '../../core/run-state.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import {columnIds} from './columns.ts';

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
	/** Why a run failed, in a row of the list. For other kinds, the row has the text of the service. */
	reasons: {
		memory: 'OOM',
		content: 'content refused',
		money: 'no balance',
		limit: 'rate limit',
		task: 'not known',
		missing: 'no node or model',
		file: 'bad input file',
		input: 'invalid input',
		timeout: 'timeout',
		service: 'service error',
		interrupted: 'interrupted',
	} as Readonly<Partial<Record<AdviceKind, string>>>,
	/** `what`: the title of the workflow, or why the runs failed. */
	fold: (count: string, what: string, node: string | null) =>
		`${count} × ${what}${node === null ? '' : ` in ${node}`}`,
	wrongTerm: (term: string, instead: string) => `${term}? try ${instead}`,
	noTerm: (name: string, terms: string) => `no term ${name}: try ${terms}`,
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
		`已标记 ${numbersZh.count(count)}${count === total ? '' : `/${numbersZh.count(total)}`}`,
	looking: add => `正在查找账户的运行。也可按 ${add} 输入运行单号来添加。`,
	noneFound: (add, options) =>
		options === null
			? `账户没有未结束或一小时内结束的运行。新的运行会显示在这里；按 ${add} 可添加更早的运行。`
			: `没有符合 ${options} 的未结束或一小时内结束的运行。新的运行会显示在这里；按 ${add} 可添加其他运行。`,
	refused: (why, retry) => `${why}然后按 ${retry}，或重新启动 chenyu-top。`,
	notListed: (why, wait, add) =>
		`无法列出账户的运行。${why}${wait === null ? '' : `将在 ${wait} 后重试。`}可按 ${add} 输入运行单号来添加。`,
	folds: {workflow: '按工作流', failure: '按原因'},
	reasons: {
		memory: '显存不足',
		content: '内容违规',
		money: '余额不足',
		limit: '限流',
		task: '查不到',
		missing: '缺节点或模型',
		file: '输入文件有误',
		input: '输入无效',
		timeout: '超时',
		service: '服务异常',
		interrupted: '已中断',
	},
	fold: (count, what, node) => `${count} × ${what}${node === null ? '' : `（${node}）`}`,
	wrongTerm: (term, instead) => `${term}？可用 ${instead}`,
	noTerm: (name, terms) => `没有 ${name} 这项条件，可用 ${terms}`,
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

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof runNotices> {}
}

const runsEn = (count: number) => (count === 1 ? '1 run' : `${numbersEn.count(count)} runs`);

export const runNotices = {
	added: noticeTexts<{readonly count: number; readonly already: number}>({
		en({count, already}) {
			const more = already === 0 ? '' : `; ${numbersEn.count(already)} already watched`;
			return `added ${runsEn(count)}${more}`;
		},
		zh: ({count, already}) =>
			already === 0
				? `已添加 ${numbersZh.count(count)} 次运行`
				: `已添加 ${numbersZh.count(count)} 次运行，另有 ${numbersZh.count(already)} 次已在监控`,
	}),
	/** `what`: the title of the first run. */
	dropped: noticeTexts<{readonly count: number; readonly what: SafeText}>({
		en: ({count, what}, key) =>
			`removed ${count === 1 ? what : runsEn(count)}, ${key('undo')} undoes`,
		zh: ({count, what}, key) =>
			`已移除${count === 1 ? `“${what}”` : ` ${numbersZh.count(count)} 次运行`}，按 ${key('undo')} 撤销`,
	}),
	restored: noticeTexts<{readonly count: number; readonly what: SafeText}>({
		en: ({count, what}) => `brought back ${count === 1 ? what : runsEn(count)}`,
		zh: ({count, what}) =>
			`已恢复${count === 1 ? `“${what}”` : ` ${numbersZh.count(count)} 次运行`}`,
	}),
	'nothing-to-undo': noticeTexts({
		en: (_, key) => `${key('removed')} lists runs that were removed earlier; nothing to undo`,
		zh: (_, key) => `按 ${key('removed')} 查看更早移除的运行；没有可撤销的移除`,
	}),
	'none-removed': noticeTexts({
		en: () => 'no run was removed from this list',
		zh: () => '没有从列表移除过运行',
	}),
	/** `label` is null if the labels were removed. */
	labeled: noticeTexts<{readonly label: SafeText | null; readonly count: number}>({
		en({label, count}) {
			return label === null
				? `removed the label of ${runsEn(count)}`
				: `labeled ${runsEn(count)} "${label}"`;
		},
		zh: ({label, count}) =>
			label === null
				? `已移除 ${numbersZh.count(count)} 次运行的标签`
				: `已将 ${numbersZh.count(count)} 次运行标为“${label}”`,
	}),
	/** `isKept`: false in a demo, which keeps nothing for the next start. */
	'view-saved': noticeTexts<{readonly name: SafeText; readonly isKept: boolean}>({
		en: ({name, isKept}) =>
			isKept
				? `:view ${name} shows this filter, order and columns again`
				: `:view ${name} shows this again, until the demo ends`,
		zh: ({name, isKept}) =>
			`已保存视图${isKept ? '' : '（演示结束后不保留）'}，可用“:view ${name}”恢复筛选、排序和列`,
	}),
	'view-deleted': noticeTexts<{readonly name: SafeText}>({
		en: ({name}) => `deleted the view "${name}"`,
		zh: ({name}) => `已删除视图“${name}”`,
	}),
	'view-in-config': noticeTexts<{readonly name: SafeText}>({
		en: ({name}) => `"${name}" is a view of the config: change it there, or use another name`,
		zh: ({name}) => `“${name}”是配置中的视图：请在配置中修改，或换个名称`,
	}),
	'filter-restored': noticeTexts<{readonly filter: SafeText}>({
		en: ({filter}, key) => `${key('back')} shows all runs; still filtered by ${filter}`,
		zh: ({filter}, key) => `按 ${key('back')} 显示全部；仍按上次的“${filter}”筛选`,
	}),
	paused: noticeTexts({
		en: (_, key) => `polling paused; ${key('pause')} resumes`,
		zh: (_, key) => `已暂停查询，按 ${key('pause')} 继续`,
	}),
	resumed: noticeTexts({en: () => 'polling resumed', zh: () => '已恢复查询'}),
	'polling-now': noticeTexts<{readonly count: number}>({
		en: ({count}) => (count === 1 ? 'polling now' : `polling ${runsEn(count)} now`),
		zh: ({count}) => (count === 1 ? '正在查询' : `正在查询 ${numbersZh.count(count)} 次运行`),
	}),
	'trying-key': noticeTexts({en: () => 'trying the key again', zh: () => '正在重试密钥'}),
	'unknown-column': noticeTexts<{readonly name: SafeText}>({
		en: ({name}) => `There is no column "${name}". Use ${columnIds.join(', ')}, input.KEY.`,
		zh: ({name}) => `没有名为“${name}”的列，可用 ${columnIds.join('、')}、input.KEY。`,
	}),
	'bad-line': noticeTexts<{readonly line: number; readonly text: SafeText}>({
		en: ({line, text}) =>
			`Line ${line} of standard input is not a whole run order id: "${text}". Such lines are skipped.`,
		zh: ({line, text}) => `标准输入的第 ${line} 行不是完整的运行单号：“${text}”。这类行会被忽略。`,
	}),
	/** `why` is the error code of the operating system. */
	'input-unreadable': noticeTexts<{readonly why: SafeText}>({
		en: ({why}) => `Standard input cannot be read (${why}), so "-" reads no more ids.`,
		zh: ({why}) => `无法读取标准输入（${why}），“-”不再读取单号。`,
	}),
};

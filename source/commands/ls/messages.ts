import type {ListColumnId} from '../../core/listed-run.ts';
import type {Duration} from '../../core/time/clock.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

export const listingEn = {
	columns: {
		id: 'ID',
		title: 'TITLE',
		label: 'LABEL',
		status: 'STATE',
		created: 'CREATED',
		cost: 'COST',
		quote: 'QUOTE',
		workflow: 'WORKFLOW',
		revision: 'REVISION',
		total: 'TOTAL',
		elapsed: 'ELAPSED',
		started: 'STARTED',
		ended: 'ENDED',
		error: 'ERROR',
	} satisfies Readonly<Record<ListColumnId, string>>,
	/** `options`: those that narrow the list. */
	none: (options: readonly string[]): string =>
		options.length === 0
			? 'The account has no runs yet.'
			: `No run matches ${new Intl.ListFormat('en').format(options)}.`,
	noneKept: 'The history has no runs yet.',
	/** `cause`: a short description of the problem, like `rate limited`. */
	retry: (cause: string, wait: Duration) =>
		`${cause}: trying again in ${numbersEn.unit(Math.ceil(wait / 1000), 'second', 'long')}.`,
	limited: (wait: Duration | null) =>
		`The service refuses requests, perhaps because of other programs with the same key: try again ${wait === null ? 'later' : `in ${numbersEn.time(wait)}`}.`,
	unread: (read: number, total: number) =>
		`Only ${numbersEn.count(read)} of ${numbersEn.count(total)} runs were read, so runs may be missing. Narrow the list with --workflow or --status.`,
};

export const listingZh: typeof listingEn = {
	columns: {
		id: '单号',
		title: '标题',
		label: '标签',
		status: '状态',
		created: '创建',
		cost: '费用',
		quote: '报价',
		workflow: '工作流',
		revision: '版本',
		total: '总费用',
		elapsed: '用时',
		started: '开始',
		ended: '结束',
		error: '错误',
	},
	none: options =>
		options.length === 0 ? '此账户还没有运行。' : `没有符合 ${options.join('、')} 的运行。`,
	noneKept: '历史中还没有运行。',
	retry: (cause, wait) =>
		`${cause}：${numbersZh.unit(Math.ceil(wait / 1000), 'second', 'long')}后重试。`,
	limited: wait =>
		`服务拒绝了请求，可能是其他程序在用同一密钥：请${wait === null ? '稍后' : `在${numbersZh.time(wait)}后`}再试。`,
	unread: (read, total) =>
		`共 ${numbersZh.count(total)} 个运行，只读取了 ${numbersZh.count(read)} 个，可能有遗漏。请用 --workflow 或 --status 缩小范围。`,
};

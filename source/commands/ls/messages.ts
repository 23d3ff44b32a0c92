import type {Duration} from '../../core/time/clock.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

export const listingEn = {
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

import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

export const costReportEn = {
	total: 'total',
	/** `since`: a date, or a date and a time. `unpriced`: how many of the runs have no known cost. */
	all: (runs: number, since: string, unpriced: number) =>
		`${runs === 1 ? 'the' : 'all'} ${endedEn(runs)} of the account since ${since}${unpricedEn(unpriced)}`,
	known: (runs: number, since: string, unpriced: number) =>
		`the ${endedEn(runs)} since ${since} that the history knows${unpricedEn(unpriced)}`,
	unread: (read: number, total: number) =>
		`Only ${numbersEn.count(read)} of ${numbersEn.count(total)} runs were read, so runs may be missing. Use a shorter --since.`,
	listOnly: (cause: string) =>
		`The history cannot be used (${cause}), so the costs are those of the run list alone.`,
};

export const costReportZh: typeof costReportEn = {
	total: '合计',
	all: (runs, since, unpriced) =>
		`账户自 ${since} 起已结束的全部 ${numbersZh.count(runs)} 个运行${unpricedZh(unpriced)}`,
	known: (runs, since, unpriced) =>
		`历史中自 ${since} 起已结束的 ${numbersZh.count(runs)} 个运行${unpricedZh(unpriced)}`,
	unread: (read, total) =>
		`共 ${numbersZh.count(total)} 个运行，只读取了 ${numbersZh.count(read)} 个，可能有遗漏。请缩短 --since 的时间。`,
	listOnly: cause => `历史无法使用（${cause}），因此费用只取自运行列表。`,
};

function endedEn(runs: number): string {
	return `${numbersEn.count(runs)} ended ${runs === 1 ? 'run' : 'runs'}`;
}

function unpricedEn(runs: number): string {
	return runs === 0 ? '' : `; the cost of ${numbersEn.count(runs)} is unknown`;
}

function unpricedZh(runs: number): string {
	return runs === 0 ? '' : `；其中 ${numbersZh.count(runs)} 个费用未知`;
}

import type {StorageProblem} from '../core/saved-state.ts';
import type {SafeText} from '../core/text/sanitize.ts';
import type {Duration} from '../core/time/clock.ts';
import {unusableWhyEn, unusableWhyZh} from '../features/app/notices.ts';
import {storageReason} from '../features/history/messages.ts';
import {numbersEn, numbersZh} from '../i18n/numbers.ts';

declare module '../i18n/messages.ts' {
	interface Messages {
		costReport: typeof costReportEn;
		saveCommand: typeof saveCommandEn;
		historyCommand: typeof historyCommandEn;
		listing: typeof listingEn;
	}
}

export const listingEn = {
	/** `options`: the given options that narrow the list. */
	none: (options: readonly string[]): string =>
		options.length === 0
			? 'The account has no runs yet.'
			: `No run matches ${new Intl.ListFormat('en').format(options)}.`,
	noneKept: 'The history has no runs yet.',
	noFile: (file: SafeText) =>
		`-o: ${file} is not a regular file. Use another name, or leave -o out for standard output.`,
	notWritten: (file: SafeText, why: string) =>
		`-o: ${file} cannot be written: ${why}. Use another folder or name.`,
	/** `cause`: a short description of the problem, like `rate limited`. */
	retry: (cause: string, wait: Duration) =>
		`${cause}: trying again in ${numbersEn.unit(Math.round(wait / 1000), 'second', 'long')}.`,
	slow: (host: string) => `No response from ${host} yet, still waiting.`,
	limited: (wait: Duration | null) =>
		`The service refuses requests, perhaps because of other programs with the same key: try again ${wait === null ? 'later' : `in ${numbersEn.time(wait)}`}.`,
	/** Of the runs about which more is requested. */
	progress: (done: number, total: number) =>
		`Reading details of runs: ${numbersEn.count(done)} of ${numbersEn.count(total)}`,
	refused: (runs: number) =>
		`The service refused the orders of ${numbersEn.count(runs)} ${runs === 1 ? 'run' : 'runs'}: inputs and costs may be missing.`,
	unread: (read: number, total: number) =>
		`Only ${numbersEn.count(read)} of ${numbersEn.count(total)} runs were read, so runs may be missing. Use a shorter --since.`,
};

export const listingZh: typeof listingEn = {
	progress: (done, total) =>
		`正在读取运行的详细信息：${numbersZh.count(done)}/${numbersZh.count(total)}`,
	refused: runs => `服务拒绝提供 ${numbersZh.count(runs)} 次运行的订单，可能缺少输入和费用。`,
	none: options =>
		options.length === 0 ? '此账户还没有运行。' : `没有符合 ${options.join('、')} 的运行。`,
	noneKept: '历史中还没有运行。',
	noFile: file => `-o：${file} 不是普通文件。请换一个文件名，或不用 -o，写到标准输出。`,
	notWritten: (file, why) => `-o：无法写入 ${file}：${why}。请换一个文件夹或文件名。`,
	retry: (cause, wait) =>
		`${cause}：${numbersZh.unit(Math.round(wait / 1000), 'second', 'long')}后重试。`,
	slow: host => `${host} 尚未响应，仍在等待。`,
	limited: wait =>
		`服务拒绝了请求，可能有其他程序在用同一密钥：请${wait === null ? '稍后' : `在 ${numbersZh.time(wait)}后`}再试。`,
	unread: (read, total) =>
		`共 ${numbersZh.count(total)} 次运行，只读取了 ${numbersZh.count(read)} 次，可能有遗漏。请缩短 --since 的时间。`,
};

export const costReportEn = {
	total: 'total',
	/** After an amount: how many runs have no known cost. */
	unknown: (runs: number) => ` + ${numbersEn.count(runs)} unknown`,
	/** What a sum covers. The ends of the period are dates, or dates and times. `filter`: empty for all runs. */
	covered: (from: string, until: string | null, filter: SafeText) =>
		`since ${from}${until === null ? '' : ` and before ${until}`}${filter === '' ? '' : ` that match ${filter}`}`,
	/** `unpriced`: how many of the runs have no known cost. */
	all: (runs: number, covered: string, unpriced: number) =>
		`${runs === 1 ? 'the' : 'all'} ${endedEn(runs)} of the account ${covered}${unpricedEn(unpriced)}`,
	known: (runs: number, covered: string, unpriced: number) =>
		`the ${endedEn(runs)} ${covered} that the history knows${unpricedEn(unpriced)}`,
};

export const costReportZh: typeof costReportEn = {
	total: '合计',
	unknown: runs => ` + ${numbersZh.count(runs)} 次未知`,
	covered: (from, until, filter) =>
		`${from} 以来${until === null ? '' : `、${until} 之前`}${filter === '' ? '' : `符合“${filter}”的`}`,
	all: (runs, covered, unpriced) =>
		`账户 ${covered}已结束的全部 ${numbersZh.count(runs)} 次运行${unpricedZh(unpriced)}`,
	known: (runs, covered, unpriced) =>
		`历史中 ${covered}已结束的 ${numbersZh.count(runs)} 次运行${unpricedZh(unpriced)}`,
};

function endedEn(runs: number): string {
	return `${numbersEn.count(runs)} ended ${runs === 1 ? 'run' : 'runs'}`;
}

function unpricedEn(runs: number): string {
	return runs === 0 ? '' : `; the cost of ${numbersEn.count(runs)} is unknown`;
}

function unpricedZh(runs: number): string {
	return runs === 0 ? '' : `；其中 ${numbersZh.count(runs)} 次费用未知`;
}

type SaveProgress = Readonly<Record<'runs' | 'total' | 'saved' | 'bytes', number>>;

export const saveCommandEn = {
	progress: ({runs, total, saved, bytes}: SaveProgress): string =>
		`${numbersEn.count(runs)} of ${numbersEn.count(total)} runs, outputs saved: ${numbersEn.count(saved)} (${numbersEn.size(bytes)})`,
	unfinished: (runs: number) =>
		runs === 1
			? '1 run has not ended; it may have more outputs later.'
			: `${numbersEn.count(runs)} runs have not ended; they may have more outputs later.`,
};

export const saveCommandZh: typeof saveCommandEn = {
	progress: ({runs, total, saved, bytes}) =>
		`${numbersZh.count(runs)}/${numbersZh.count(total)} 次运行：已保存 ${numbersZh.count(saved)} 个输出（${numbersZh.size(bytes)}）`,
	unfinished: runs => `${numbersZh.count(runs)} 次运行尚未结束，之后可能还有输出。`,
};

/** Texts about the history in commands that exit. */
export const historyCommandEn = {
	cause: (problem: StorageProblem): string => causeOf(problem, unusableWhyEn),
	unusable: (cause: string) => `The history cannot be used (${cause}).`,
	missing: (cause: string) =>
		`The history cannot be used (${cause}), so what only it knows is missing.`,
	/** `refused`: how many runs have no inputs in the history, because the service refused them. */
	synced: (runs: number, since: string, refused: number) =>
		`The history has ${numbersEn.count(runs)} ended ${runs === 1 ? 'run' : 'runs'} since ${since}${refused === 0 ? ', with their inputs' : `; the service refused the inputs of ${numbersEn.count(refused)}`}.`,
	pruned: (runs: number, size: string) =>
		`${numbersEn.count(runs)} ${runs === 1 ? 'run was' : 'runs were'} removed. The file takes ${size}.`,
};

export const historyCommandZh: typeof historyCommandEn = {
	cause: problem => causeOf(problem, unusableWhyZh),
	unusable: cause => `历史无法使用（${cause}）。`,
	missing: cause => `历史无法使用（${cause}），缺少仅保存在历史中的内容。`,
	synced: (runs, since, refused) =>
		`历史中有 ${since} 以来结束的 ${numbersZh.count(runs)} 次运行${refused === 0 ? '及其输入' : `；服务拒绝提供其中 ${numbersZh.count(refused)} 次的输入`}。`,
	pruned: (runs, size) => `已删除 ${numbersZh.count(runs)} 次运行。文件大小为 ${size}。`,
};

function causeOf(problem: StorageProblem, unusableWhy: typeof unusableWhyEn): string {
	return problem.kind === 'unusable'
		? `${problem.path} ${unusableWhy[problem.why]}`
		: storageReason(problem);
}

import type {Absence} from '../../core/history.ts';
import {noMoney, type Money} from '../../core/money/money.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import {dayAndMinute} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import {numbersEn, numbersZh, type CurrencyName, type Numbers} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		history: typeof historyEn;
	}
}

export const historyEn = {
	title: 'History',
	none: 'No run has ended yet.',
	failed: (problem: StorageProblem) => `The history cannot be read: ${storageReason(problem)}.`,
};

export const historyZh: typeof historyEn = {
	title: '历史',
	none: '还没有已结束的运行。',
	failed: problem => `无法读取历史：${storageReason(problem)}。`,
};

/** Returns the error code, or the path of the file that cannot be used. */
export function storageReason(problem: StorageProblem): string {
	return problem.kind === 'not-saved' ? problem.why : problem.path;
}

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof historyNotices> {}
}

export const historyNotices = {
	'since-last-visit': noticeTexts<{readonly absence: Absence; readonly now: Instant}>({
		en({absence: {since, ended, failed, spent}, now}, key, currency) {
			const parts = [
				`${numbersEn.count(ended)} ended`,
				...(failed === 0 ? [] : [`${numbersEn.count(failed)} failed`]),
				...(spent === noMoney ? [] : [priceOf(spent, numbersEn, currency)]),
			];
			return `${key('history')} since ${dayAndMinute(since, now)}: ${parts.join(', ')}`;
		},
		zh({absence: {since, ended, failed, spent}, now}, key, currency) {
			const parts = [
				`结束 ${numbersZh.count(ended)} 次`,
				...(failed === 0 ? [] : [`失败 ${numbersZh.count(failed)} 次`]),
				...(spent === noMoney ? [] : [priceOf(spent, numbersZh, currency)]),
			];
			return `按 ${key('history')} 查看：${dayAndMinute(since, now)} 以来${parts.join('，')}`;
		},
	}),
	'history-failed': noticeTexts<{readonly problem: StorageProblem}>({
		en: ({problem}) => `the history cannot be read (${storageReason(problem)})`,
		zh: ({problem}) => `无法读取历史（${storageReason(problem)}）`,
	}),
	'no-history': noticeTexts({en: () => 'a replay has no history', zh: () => '回放没有历史'}),
};

/** Rounds to two decimals, but small amounts to four. */
function priceOf(amount: Money, numbers: Numbers, currency: CurrencyName): string {
	return numbers.price(amount, currency, Number(amount) >= 0.1 ? 2 : 4);
}

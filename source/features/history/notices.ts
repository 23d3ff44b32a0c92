import type {Absence} from '../../core/history.ts';
import {noMoney, type Money} from '../../core/money/money.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Instant} from '../../core/time/clock.ts';
import {localTime} from '../../core/time/rfc3339.ts';
import {numbersEn, numbersZh, type CurrencyName, type Numbers} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import {reasonOf} from './messages.ts';

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
			return `since ${shortTime(since, now)}: ${parts.join(', ')} (${key('history')})`;
		},
		zh({absence: {since, ended, failed, spent}, now}, key, currency) {
			const parts = [
				`${numbersZh.count(ended)} 个结束`,
				...(failed === 0 ? [] : [`${numbersZh.count(failed)} 个失败`]),
				...(spent === noMoney ? [] : [priceOf(spent, numbersZh, currency)]),
			];
			return `${shortTime(since, now)} 以来：${parts.join('，')}（${key('history')}）`;
		},
	}),
	'history-failed': noticeTexts<{readonly problem: StorageProblem}>({
		en: ({problem}) => `the history cannot be read (${reasonOf(problem)})`,
		zh: ({problem}) => `无法读取历史（${reasonOf(problem)}）`,
	}),
	'no-history': noticeTexts({en: () => 'a replay has no history', zh: () => '回放没有历史'}),
	'no-period': noticeTexts<{readonly text: SafeText}>({
		en: ({text}) => `"${text}" is not a period; try 30d`,
		zh: ({text}) => `“${text}”不是时间段；可用 30d 这样的写法`,
	}),
	/** `isWhole`: whether the run list was read back to `from`. `failed`: runs whose inputs could not be loaded. */
	'sync-ended': noticeTexts<{
		readonly from: Instant;
		readonly runs: number;
		readonly failed: number;
		readonly isWhole: boolean;
	}>({
		en({from, runs, failed, isWhole}, key) {
			const count = runs - failed;
			const loaded = count === 1 ? '1 run' : `${numbersEn.count(count)} runs`;
			return isWhole && failed === 0
				? `the history is complete back to ${dayOf(from)} (inputs of ${loaded} added)`
				: `the history is not complete: the service failed (inputs of ${loaded} added); ${key('palette')}sync continues`;
		},
		zh({from, runs, failed, isWhole}, key) {
			const loaded = numbersZh.count(runs - failed);
			return isWhole && failed === 0
				? `${dayOf(from)} 以来的历史已补全（新增 ${loaded} 个运行的输入）`
				: `历史未补全：服务出错（新增 ${loaded} 个运行的输入）；可用 ${key('palette')}sync 继续`;
		},
	}),
};

/** Rounds to two decimals, but small amounts to four. */
function priceOf(amount: Money, numbers: Numbers, currency: CurrencyName): string {
	return numbers.price(amount, currency, Number(amount) >= 0.1 ? 2 : 4);
}

function dayOf(at: Instant): string {
	return localTime(at).slice(0, 10);
}

/** Formats a time like `22:41`, with the date before it if it was not today. */
function shortTime(at: Instant, now: Instant): string {
	const time = localTime(at).slice(11, 16);
	return dayOf(at) === dayOf(now) ? time : `${dayOf(at).slice('2026-'.length)} ${time}`;
}

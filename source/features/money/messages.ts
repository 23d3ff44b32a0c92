import type {Money} from '../../core/money/money.ts';
import {numbersEn, numbersZh, type CurrencyName, type Numbers} from '../../i18n/numbers.ts';
import {briefDecimals} from '../../ui/units.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		money: typeof moneyEn;
	}
}

export const moneyEn = {
	title: 'Money',
	/** Shown in the header; the period is one of `since` or `today`. */
	spentIn: (spent: string, period: string) => `${spent} spent ${period}`,
	since: (time: string) => `since ${time}`,
	overBudget: (spent: string, budget: string) => `over budget ${spent} of ${budget}`,
	overDay: (spent: string, budget: string) => `over budget today ${spent} of ${budget}`,
	/** Shown in the header if there is a budget. */
	of: (spent: string, budget: string) => `${spent} of ${budget}`,
	budgetExceeded: (spent: Money, budget: Money, currency: CurrencyName) =>
		`budget exceeded: ${priceOf(spent, numbersEn, currency)} of ${priceOf(budget, numbersEn, currency)} spent`,
	/** Shown in the header. */
	balanceOf: (left: string, besideBudget: boolean) =>
		besideBudget ? `balance ${left}` : `${left} left`,
	lowBalance: (balance: Money, limit: Money, currency: CurrencyName) =>
		`low balance: ${priceOf(balance, numbersEn, currency)} left, less than ${priceOf(limit, numbersEn, currency)}`,
	balance: 'balance',
	prepaid: (amount: string) => `prepaid ${amount}`,
	cards: (amount: string) => `cards ${amount}`,
	periods: {session: 'session', today: 'today', week: '7 days', month: '30 days', all: 'all'},
	spentLabel: 'spent',
	lostOf: (amount: string, canceled: number) =>
		`${amount} lost to ${canceled === 0 ? 'failures' : 'failed and canceled runs'}`,
	budget: 'budget',
	dayBudget: (budget: string, spent: string) => `${budget} a day, ${spent} spent today`,
	left: (amount: string) => `${amount} left`,
	overBy: (amount: string) => `over by ${amount}`,
	unfinished: 'unfinished',
	about: (amount: string) => `about ${amount} (quotes)`,
	columns: {runs: 'runs', succeeded: 'success', total: 'total', lost: 'lost'},
	byWorkflow: 'By workflow',
	noRuns: 'none yet',
	/** Which runs the sums cover. */
	allRuns: (runs: number) =>
		`${runs === 1 ? 'the 1 ended run' : `all ${numbersEn.count(runs)} ended runs`} of the account`,
	knownRuns: (runs: number) => `the ${numbersEn.count(runs)} in the history`,
	watched: (runs: number) =>
		`the ${numbersEn.count(runs)} that ${runs === 1 ? 'was' : 'were'} watched`,
	unpriced: (runs: number) => `, the cost of ${numbersEn.count(runs)} unknown`,
	unknownWorkflow: 'not known yet',
};

export const moneyZh: typeof moneyEn = {
	title: '费用',
	spentIn: (spent, period) => `${period}花费 ${spent}`,
	since: time => `${time} 起`,
	overBudget: (spent, budget) => `超出预算 ${spent} / ${budget}`,
	overDay: (spent, budget) => `今日超出预算 ${spent} / ${budget}`,
	of: (spent, budget) => `${spent} / ${budget}`,
	budgetExceeded: (spent, budget, currency) =>
		`已超出预算：预算 ${priceOf(budget, numbersZh, currency)}，已花费 ${priceOf(spent, numbersZh, currency)}`,
	balanceOf: left => `余额 ${left}`,
	lowBalance: (balance, limit, currency) =>
		`余额偏低：剩余 ${priceOf(balance, numbersZh, currency)}，低于 ${priceOf(limit, numbersZh, currency)}`,
	balance: '余额',
	prepaid: amount => `预付 ${amount}`,
	cards: amount => `算力卡 ${amount}`,
	periods: {session: '本次会话', today: '今日', week: '7 天', month: '30 天', all: '全部'},
	spentLabel: '花费',
	lostOf: (amount, canceled) => `${canceled === 0 ? '失败' : '失败和取消'}损失 ${amount}`,
	budget: '预算',
	dayBudget: (budget, spent) => `每天 ${budget}，今日已花费 ${spent}`,
	left: amount => `还剩 ${amount}`,
	overBy: amount => `超出 ${amount}`,
	unfinished: '未结束',
	about: amount => `约 ${amount}（报价）`,
	columns: {runs: '运行', succeeded: '成功率', total: '合计', lost: '损失'},
	byWorkflow: '按工作流',
	noRuns: '还没有运行',
	allRuns: runs => `账户已结束的全部 ${numbersZh.count(runs)} 次运行`,
	knownRuns: runs => `历史中的 ${numbersZh.count(runs)} 次运行`,
	watched: runs => `监控过的 ${numbersZh.count(runs)} 次运行`,
	unpriced: runs => `，其中 ${numbersZh.count(runs)} 次费用未知`,
	unknownWorkflow: '未知工作流',
};

/** Rounds as on the screen. */
function priceOf(amount: Money, numbers: Numbers, currency: CurrencyName): string {
	return numbers.price(amount, currency, 2, briefDecimals);
}

import type {Money} from '../../core/money/money.ts';
import {numbersEn, numbersZh, type CurrencyName} from '../../i18n/numbers.ts';

export const moneyEn = {
	title: 'Money',
	/** Shown in the header if there is no budget. */
	spent: (spent: string) => `session ${spent}`,
	overBudget: (spent: string, budget: string) => `over budget ${spent} of ${budget}`,
	overDay: (spent: string, budget: string) => `over budget today ${spent} of ${budget}`,
	/** Shown in a narrow header if there is a budget. */
	of: (spent: string, budget: string) => `${spent} of ${budget}`,
	budgetExceeded: (spent: Money, budget: Money, currency: CurrencyName) =>
		`budget exceeded: ${numbersEn.price(spent, currency)} of ${numbersEn.price(budget, currency)} spent`,
	/** Shown in the header. */
	balanceOf: (left: string) => `balance ${left}`,
	lowBalance: (balance: Money, limit: Money, currency: CurrencyName) =>
		`low balance: ${numbersEn.price(balance, currency)} left, less than ${numbersEn.price(limit, currency)}`,
	balance: 'balance',
	prepaid: (amount: string) => `prepaid ${amount}`,
	cards: (amount: string) => `cards ${amount}`,
	session: 'this session',
	sessionHint: 'runs active since start',
	today: 'today',
	endedToday: (runs: number) =>
		runs === 1 ? '1 run ended' : `${numbersEn.count(runs)} runs ended`,
	budget: 'budget',
	noBudget: 'none; set one with --budget CNY',
	dayBudget: (budget: string, spent: string) => `${budget} a day, ${spent} spent today`,
	left: (amount: string) => `${amount} left`,
	overBy: (amount: string) => `over by ${amount}`,
	unfinished: 'unfinished',
	about: (amount: string) => `about ${amount}`,
	columns: {
		runs: 'runs',
		succeeded: 'succeeded',
		failed: 'failed',
		canceled: 'canceled',
		unfinished: 'unfinished',
		total: 'total',
		mean: 'average',
		failedCost: 'lost to failures',
		canceledCost: 'to canceled',
		compute: 'compute',
		external: 'external models',
		other: 'other',
	},
	byWorkflow: 'By workflow',
	byDay: 'By day',
	byState: 'By state',
	lastDays: 'Last 30 days',
	noRuns: 'no ended run is known',
	/** What the sums cover: all ended runs of the account, or those that the history knows. */
	allRuns: (runs: number) =>
		runs === 1
			? 'the 1 ended run of the account'
			: `all ${numbersEn.count(runs)} ended runs of the account`,
	knownRuns: (runs: number) =>
		`the ${numbersEn.count(runs)} ended ${runs === 1 ? 'run' : 'runs'} that the history knows`,
	unpriced: (runs: number) => `the cost of ${numbersEn.count(runs)} is unknown`,
	billed: 'billed',
	lost: 'lost',
	newestTimes: 'newest times',
	unknownWorkflow: 'not known yet',
	all: 'all',
};

export const moneyZh: typeof moneyEn = {
	title: '费用',
	spent: spent => `本次会话 ${spent}`,
	overBudget: (spent, budget) => `超出预算 ${spent} / ${budget}`,
	overDay: (spent, budget) => `今日超出预算 ${spent} / ${budget}`,
	of: (spent, budget) => `${spent} / ${budget}`,
	budgetExceeded: (spent, budget, currency) =>
		`已超出预算：预算 ${numbersZh.price(budget, currency)}，已花 ${numbersZh.price(spent, currency)}`,
	balanceOf: left => `余额 ${left}`,
	lowBalance: (balance, limit, currency) =>
		`余额偏低：剩余 ${numbersZh.price(balance, currency)}，低于 ${numbersZh.price(limit, currency)}`,
	balance: '余额',
	prepaid: amount => `预付 ${amount}`,
	cards: amount => `算力卡 ${amount}`,
	session: '本次会话',
	sessionHint: '启动以来活跃的运行',
	today: '今日',
	endedToday: runs => `${numbersZh.count(runs)} 个运行已结束`,
	budget: '预算',
	noBudget: '无；可用 --budget CNY 设置',
	dayBudget: (budget, spent) => `每天 ${budget}，今日已花 ${spent}`,
	left: amount => `还剩 ${amount}`,
	overBy: amount => `超出 ${amount}`,
	unfinished: '未结束',
	about: amount => `约 ${amount}`,
	columns: {
		runs: '运行',
		succeeded: '成功',
		failed: '失败',
		canceled: '取消',
		unfinished: '未结束',
		total: '合计',
		mean: '平均',
		failedCost: '失败花费',
		canceledCost: '取消花费',
		compute: '计算',
		external: '外部模型',
		other: '其他',
	},
	byWorkflow: '按工作流',
	byDay: '按天',
	byState: '按状态',
	lastDays: '最近 30 天',
	noRuns: '还没有已结束的运行',
	allRuns: runs => `账户全部 ${numbersZh.count(runs)} 个已结束的运行`,
	knownRuns: runs => `历史中的 ${numbersZh.count(runs)} 个已结束的运行`,
	unpriced: runs => `其中 ${numbersZh.count(runs)} 个费用未知`,
	billed: '实付',
	lost: '损失',
	newestTimes: '最近用时',
	unknownWorkflow: '尚不清楚',
	all: '合计',
};

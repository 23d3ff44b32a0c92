import {isFinalPhase} from '../../core/execution.ts';
import type {Money} from '../../core/money/money.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import {changed, withNotice} from '../../store/with-view.ts';
import {toggleOverlay} from '../panes/index.ts';
import {newLowBalance, withBalance} from './balance.ts';
import {newOverBudget, withDaySpending} from './budget.ts';
import {moneyEn, moneyZh} from './messages.ts';
import {unfinishedQuotes, withListedQuotes, withOrderQuote} from './quotes.ts';
import {selectMoney, type MoneyModel} from './select.ts';

export {isBudgetPassed} from './budget.ts';
export {withListedQuotes} from './quotes.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		money: NoArguments;
	}

	interface Overlays {
		money: {readonly state: NoArguments; readonly model: MoneyModel};
	}

	interface FeatureMessages {
		money: typeof moneyEn;
	}

	interface Notices extends NoticeData<typeof moneyNotices> {}
}

const moneyNotices = {
	'budget-passed': noticeTexts<{readonly spent: Money; readonly budget: Money}>({
		en: ({spent, budget}, _, currency) => moneyEn.budgetExceeded(spent, budget, currency),
		zh: ({spent, budget}, _, currency) => moneyZh.budgetExceeded(spent, budget, currency),
	}),
	'low-balance': noticeTexts<{readonly balance: Money; readonly limit: Money}>({
		en: ({balance, limit}, _, currency) => moneyEn.lowBalance(balance, limit, currency),
		zh: ({balance, limit}, _, currency) => moneyZh.lowBalance(balance, limit, currency),
	}),
};

export const money = {
	commands: {
		money: state => toggleOverlay(state, {kind: 'money', scrollTop: 0}),
	},
	overlays: {money: selectMoney},
	bindings: [
		// A Chinese input method types `￥` for the key `$`.
		bind('everywhere', 'money', ['$']),
	],
	words: {
		money: {
			en: ['money', 'cost of all runs, budget and balance'],
			zh: ['费用', '全部运行的费用、预算和余额'],
		},
	},
	actions: {
		daySpendingLoaded: (state, {from, others}) => ({
			...state,
			daySpending: withDaySpending(state, from, others),
		}),
		spendingLoaded: (state, {spending}) => ({...state, spending}),
		runsFound: (state, {orders}) => withListedQuotes(state, orders),
		orderLoaded: (state, {id, info}) => withOrderQuote(state, id, info),
		balanceLoaded(state, {balance, at}) {
			const loaded = {...state, balance: withBalance(state.balance, balance)};
			const low = newLowBalance(loaded, state);
			return low === null ? loaded : withNotice(loaded, {kind: 'low-balance', ...low}, at);
		},
	},
	derive(state, previous, action) {
		const passed = newOverBudget(state, previous);
		const isLookedAt = isOpen(state);
		const isUnchanged = state.runs === previous.runs && state.quotes === previous.quotes;
		const quoted = isUnchanged
			? state
			: changed(state, {quotes: unfinishedQuotes(state.quotes, state.runs)});
		return {
			state:
				passed === null
					? quoted
					: withNotice(quoted, {kind: 'budget-passed', ...passed}, action.at),
			effects: [
				...(isLookedAt === isOpen(previous) ? [] : [{type: 'lookAtBalance', isLookedAt} as const]),
				...(isLookedAt && isSpendingDue(previous, action)
					? [{type: 'loadSpending', from: daysBefore(action.at, spendingDays)} as const]
					: []),
			],
		};
	},
	notices: moneyNotices,
	messages: {money: {en: moneyEn, zh: moneyZh}},
} satisfies Feature;

const spendingDays = 29;

/** The sums of the history change when the view opens, when a run ends, and when older runs become known. */
function isSpendingDue(previous: State, action: Action): boolean {
	return (
		!isOpen(previous) ||
		action.type === 'readBackEnded' ||
		(action.type === 'polled' &&
			action.outcomes.some(
				outcome => outcome.kind === 'response' && isFinalPhase(outcome.response.execution.phase),
			))
	);
}

/** Returns when the day began that was `days` days before, in the local time zone. */
function daysBefore(at: Instant, days: number): Instant {
	const date = new Date(at);
	date.setDate(date.getDate() - days);
	return date.setHours(0, 0, 0, 0);
}

function isOpen({view}: State): boolean {
	return view.overlay?.kind === 'money';
}

import {isFinalPhase} from '../../core/execution.ts';
import type {Spending} from '../../core/history.ts';
import type {Money} from '../../core/money/money.ts';
import {newSessionCost} from '../../core/money/session-cost.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import {bindingWords, type BindingIds, type Feature} from '../../store/feature.ts';
import {bind, bindEach} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {toggleOverlay} from '../panes/index.ts';
import {moneyEn, moneyZh} from './messages.ts';
import {
	newLowBalance,
	newOverBudget,
	periods,
	selectMoney,
	startOfPeriod,
	unknownDay,
	withDaySpending,
	type MoneyModel,
	type MoneyPeriod,
	type MoneyState,
} from './state.ts';

export {isBudgetPassed} from './state.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		money: NoArguments;
		/** Shows the next period, or the previous one. */
		'money-period': {readonly step: 1 | -1};
	}

	interface Bindings extends BindingIds<typeof moneyWords> {}

	interface Overlays {
		money: {readonly state: {readonly period: MoneyPeriod}; readonly model: MoneyModel};
	}

	interface Notices extends NoticeData<typeof moneyNotices> {}

	interface Actions {
		spendingLoaded: {readonly spending: Spending};
		/** `others`: the cost of the runs of other sessions that ended since `from`, the start of the day. */
		daySpendingLoaded: {readonly from: Instant; readonly others: Money};
	}

	interface Effects {
		/** The user began or stopped to look at the balance, which is kept fresh meanwhile. */
		lookAtBalance: {readonly isLookedAt: boolean};
		/** Adds up the costs of the runs that ended since `from`. The action `spendingLoaded` has the result. */
		loadSpending: {readonly from: Instant};
	}

	interface StateParts extends MoneyState {}

	interface StateOptions {
		budget?: Money | null;
		/** Whether the budget is for each day. */
		isBudgetDaily?: boolean;
		lowBalance?: Money | null;
	}
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

const moneyWords = bindingWords({
	money: {
		en: ['money', 'cost of all runs, budget and balance'],
		zh: ['费用', '全部运行的费用、预算和余额'],
	},
	'money-period': {
		en: ['period', 'session, today, 7 days, 30 days, all', ['next period', 'previous period']],
		zh: ['时段', '本次会话、今日、7 天、30 天、全部', ['下一时段', '上一时段']],
	},
});

export const money = {
	commands: {
		money: state => toggleOverlay(state, {kind: 'money', period: 'session', scrollTop: 0}),
		'money-period'(state, {step}) {
			const {overlay} = state.view;

			if (overlay?.kind !== 'money') {
				return state;
			}

			const at = (periods.indexOf(overlay.period) + step) % periods.length;
			const period = periods.at(at) ?? 'session';
			return withView(state, {overlay: {...overlay, period, scrollTop: 0}});
		},
	},
	overlays: {money: selectMoney},
	overlayKeys: {money: {title: {en: 'Money', zh: '费用'}}},
	bindings: [
		// A Chinese input method types `￥` for the key `$`.
		bind('everywhere', 'money', ['$'], {reach: 'overlays'}),
		bindEach('money', 'money-period', {footer: ['[', ']']}, [
			{keys: [']'], command: {type: 'money-period', step: 1}},
			{keys: ['['], command: {type: 'money-period', step: -1}},
		]),
	],
	words: moneyWords,
	effects: {
		lookAtBalance: ({isLookedAt}, {poller}) => poller?.lookAtBalance(isLookedAt),
		loadSpending: (effect, {historyKeeper}) => historyKeeper?.loadSpending(effect),
	},
	initial: ({budget = null, isBudgetDaily = false, lowBalance = null}, now) => ({
		state: {
			sessionCost: newSessionCost(now),
			quotes: new Map(),
			spending: null,
			budget,
			daySpending: isBudgetDaily ? unknownDay : null,
			balance: {latest: null, isAnswered: false},
			lowBalance,
		},
	}),
	actions: {
		daySpendingLoaded: (state, {from, others}) => ({
			...state,
			daySpending: withDaySpending(state, from, others),
		}),
		spendingLoaded: (state, {spending}) => ({...state, spending}),
		rewound: (state, {past: {sessionCost, quotes, balance}}) => ({
			...state,
			sessionCost,
			quotes,
			balance,
		}),
		runsFound: (state, {orders}) => withListedQuotes(state, orders),
		runsRead: (state, {orders}) => withListedQuotes(state, orders),
		orderLoaded(state, {id, info: {quoteAmount, currency}}) {
			// Amounts in other currencies cannot be added up.
			const isForeign = currency !== null && currency.exact !== 'CNY';
			return isForeign ? state : withQuotes(state, [[id, quoteAmount]]);
		},
		/** If the request failed, the previous balance stays. */
		balanceLoaded(state, {balance, at}) {
			const latest = balance ?? state.balance.latest;
			const loaded = {...state, balance: {latest, isAnswered: true}};
			const low = newLowBalance(loaded, state);
			return low === null ? loaded : withNotice(loaded, {kind: 'low-balance', ...low}, at);
		},
	},
	urgency: {balanceLoaded: 'later'},
	derive(state, previous, action) {
		const passed = newOverBudget(state, previous);
		const [period, before] = [periodOf(state), periodOf(previous)];
		const isLookedAt = period !== null;
		const isDue = isLookedAt && period !== 'session' && (period !== before || changesSums(action));
		return {
			state:
				passed === null ? state : withNotice(state, {kind: 'budget-passed', ...passed}, action.at),
			effects: [
				...(isLookedAt === (before !== null) ? [] : [{type: 'lookAtBalance', isLookedAt} as const]),
				...(isDue ? [{type: 'loadSpending', from: startOfPeriod(period, action.at)} as const] : []),
			],
		};
	},
	notices: moneyNotices,
	messages: {money: {en: moneyEn, zh: moneyZh}},
} satisfies Feature;

/** Adds the quotes of unfinished runs from the run list. */
export function withListedQuotes(
	state: State,
	orders: ReadonlyArray<Pick<RunOrder, 'id' | 'phase' | 'quoteAmount'>>,
): State {
	const open = orders.filter(({phase}) => !isFinalPhase(phase));
	return withQuotes(
		state,
		open.map(({id, quoteAmount}) => [id.exact, quoteAmount]),
	);
}

function withQuotes(
	state: State,
	quotes: ReadonlyArray<readonly [RunOrderId, Money | null]>,
): State {
	const found = quotes.flatMap(([id, quote]) =>
		quote === null || quote === state.quotes.get(id) ? [] : [[id, quote] as const],
	);
	return found.length === 0 ? state : {...state, quotes: new Map([...state.quotes, ...found])};
}

/** The period that the view shows; null if it is not open. */
function periodOf({view: {overlay}}: State): MoneyPeriod | null {
	return overlay?.kind === 'money' ? overlay.period : null;
}

/** Whether an action changes the sums of the history: a run ended, or older runs became known. */
function changesSums(action: Action): boolean {
	return (
		action.type === 'readBackEnded' ||
		(action.type === 'polled' &&
			action.outcomes.some(
				outcome => outcome.kind === 'response' && isFinalPhase(outcome.response.execution.phase),
			))
	);
}

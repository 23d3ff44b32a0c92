import {executionCost, isFinalPhase} from '../../core/execution.ts';
import {
	addMoney,
	compareMoney,
	noMoney,
	subtractMoney,
	type Money,
} from '../../core/money/money.ts';
import type {OrderInfo, RunOrder} from '../../core/run-order.ts';
import {hasEnded, type Run, type RunOrderId} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import type {Quotes} from './state.ts';

/** The money that unfinished runs may still cost. */
export type Committed = {
	/** The sum of the known quotes of unfinished runs. */
	readonly quoted: Money;
	/** `quoted` without what these runs have cost so far, which is in the cost of the session already. */
	readonly outstanding: Money;
	/** The number of unfinished runs whose quote is known. */
	readonly known: number;
};

type QuotedOrder = Pick<RunOrder, 'id' | 'phase' | 'quoteAmount'>;

/** Adds the quotes of unfinished runs from the run list. Those of runs that are not watched are removed afterwards. */
export function withListedQuotes(state: State, orders: readonly QuotedOrder[]): State {
	return withQuotes(
		state,
		orders.flatMap(({id, phase, quoteAmount}) =>
			quoteAmount === null || isFinalPhase(phase) ? [] : [[id.exact, quoteAmount]],
		),
	);
}

/** Adds the quote of an order. Ignores amounts in other currencies, which cannot be added up. */
export function withOrderQuote(
	state: State,
	id: RunOrderId,
	{quoteAmount, currency}: Pick<OrderInfo, 'quoteAmount' | 'currency'>,
): State {
	const isForeign = currency !== null && currency.exact !== 'CNY';
	return quoteAmount === null || isForeign ? state : withQuotes(state, [[id, quoteAmount]]);
}

function withQuotes(state: State, found: ReadonlyArray<readonly [RunOrderId, Money]>): State {
	const isKnown = found.every(([id, quote]) => state.quotes.get(id) === quote);
	return isKnown ? state : {...state, quotes: new Map([...state.quotes, ...found])};
}

/** Removes the quotes of runs that have ended or are no longer watched. Returns the identical map if there are none. */
export function unfinishedQuotes(quotes: Quotes, runs: State['runs']): Quotes {
	const left = [...quotes].filter(([id]) => isUnfinished(runs.get(id)));
	return left.length === quotes.size ? quotes : new Map(left);
}

function isUnfinished(run: Run | undefined): boolean {
	return run !== undefined && !hasEnded(run);
}

/** Returns null if no quote of an unfinished run is known. */
export function committedMoney({quotes, runs}: Pick<State, 'quotes' | 'runs'>): Committed | null {
	return quotes.size === 0
		? null
		: {
				quoted: addMoney(...quotes.values()),
				outstanding: addMoney(...[...quotes].map(([id, quote]) => restOf(quote, runs.get(id)))),
				known: quotes.size,
			};
}

function restOf(quote: Money, run: Run | undefined): Money {
	const execution = run?.execution ?? null;
	const cost = executionCost(execution) ?? noMoney;
	return compareMoney(cost, quote) > 0 ? noMoney : subtractMoney(quote, cost);
}

/** Returns by how much unfinished runs may exceed `left`; null if they cannot. */
export function excessOver(left: Money, committed: Committed | null): Money | null {
	return committed !== null && compareMoney(committed.outstanding, left) > 0
		? subtractMoney(committed.outstanding, left)
		: null;
}

import {isFinalPhase} from '../../core/execution.ts';
import {addMoney, type Money} from '../../core/money/money.ts';
import type {OrderInfo, RunOrder} from '../../core/run-order.ts';
import {hasEnded, type Run, type RunOrderId} from '../../core/run.ts';
import type {State} from '../../store/state.ts';
import type {Quotes} from './state.ts';

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

/** Returns the sum of the known quotes of unfinished runs; null if none is known. */
export function quotedMoney({quotes}: Pick<State, 'quotes'>): Money | null {
	return quotes.size === 0 ? null : addMoney(...quotes.values());
}

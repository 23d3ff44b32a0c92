import {billOf, type Bill, type WorkflowBill} from '../../core/money/bill.ts';
import {burnRate, type BurnRate} from '../../core/money/burn-rate.ts';
import type {Money} from '../../core/money/money.ts';
import type {State} from '../../store/state.ts';
import {withView} from '../../store/with-view.ts';

/** What the money view shows. */
export type MoneyModel = {
	readonly all: Bill;
	/** The dearest first. */
	readonly workflows: readonly WorkflowBill[];
	readonly spent: Money;
	readonly budget: Money | null;
	readonly burn: BurnRate;
	/** Seconds until the budget is passed at the rate of now; null where it has been, or will not be for all one knows. */
	readonly passedIn: number | null;
};

/** Of each map of runs that was asked for. */
const bills = new WeakMap<State['runs'], ReturnType<typeof billOf>>();

/** All that is known of money. */
export function selectMoney({runs, sessionCost, budget}: State): MoneyModel {
	const {spent} = sessionCost;
	const bill = bills.get(runs) ?? billOf(runs.values());
	bills.set(runs, bill);
	const burn = burnRate(runs.values());
	return {...bill, spent, budget, burn, passedIn: passedIn(spent, budget, burn)};
}

function passedIn(spent: Money, budget: Money | null, {perHour}: BurnRate): number | null {
	const left = budget === null ? 0 : Number(budget) - Number(spent);
	return left <= 0 || perHour === null || perHour <= 0 ? null : (left / perHour) * 3600;
}

/** Rows of the view besides those of the workflows. */
const otherRows = 6;

/** How many rows the view has; workflows may join while it is open. */
export function moneyRows(state: State): number {
	return otherRows + selectMoney(state).workflows.length;
}

/** Opens the view, or closes whatever is open. */
export function toggleMoney(state: State): State {
	return withView(state, {
		overlay: state.view.overlay === null ? {kind: 'money', top: 0, length: moneyRows(state)} : null,
	});
}

import type {Duration} from '../core/time/clock.ts';
import type {Fault, FaultRule} from './script.ts';

/** Counts the requests per rule, and decides which of them fail. */
export class FaultBook {
	readonly #rules: readonly FaultRule[];
	#requests = 0;

	/** @param rules Of several that match, the first applies. */
	constructor(rules: readonly FaultRule[]) {
		this.#rules = rules;
	}

	/** Counts a request, `elapsed` ms after the service started, and returns its fault; null without one. */
	next(elapsed: Duration): Fault | null {
		this.#requests++;
		const number = this.#requests;
		const rule = this.#rules.find(
			({requests: [first, last] = [1, Infinity], within: [from, until] = [0, Infinity]}) =>
				number >= first && number <= last && elapsed >= from && elapsed < until,
		);
		return rule?.fault ?? null;
	}
}

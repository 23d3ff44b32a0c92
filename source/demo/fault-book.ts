import type {Duration} from '../core/time/clock.ts';
import type {Fault, FaultRule} from './script.ts';

/** Counts requests and selects the fault of each. */
export class FaultBook {
	readonly #rules: readonly FaultRule[];
	#requests = 0;

	constructor(rules: readonly FaultRule[]) {
		this.#rules = rules;
	}

	/**
	 * Counts a request and returns its fault; null if it has none. `elapsed` is the time since the start of the
	 * service.
	 */
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

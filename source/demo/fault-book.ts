import type {Duration} from '../core/time/clock.ts';
import type {Fault, FaultRule} from './script.ts';

export class FaultBook {
	readonly #rules: readonly FaultRule[];
	#requests = 0;

	constructor(rules: readonly FaultRule[]) {
		this.#rules = rules;
	}

	/** Counts a request and returns its fault, if any. `elapsed` is the time since the service started. */
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

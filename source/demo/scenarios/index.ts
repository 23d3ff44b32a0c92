import type {Scenario} from '../script.ts';
import {dialects} from './dialects.ts';
import {hostile} from './hostile.ts';
import {oneSuccess} from './one-success.ts';
import {showcase} from './showcase.ts';
import {empty, failing, manyRuns, queuedLong} from './simple.ts';
import {denied, flaky, rateLimited, unknown} from './trouble.ts';

/** Scenarios are created on demand, so that loading this file is cheap. */
const scenarios: ReadonlyMap<string, () => Scenario> = new Map([
	['showcase', showcase],
	['one-success', oneSuccess],
	['failing', failing],
	['queued-long', queuedLong],
	['denied', denied],
	['unknown', unknown],
	['flaky', flaky],
	['rate-limited', rateLimited],
	['dialects', dialects],
	['hostile', hostile],
	['empty', empty],
	['many', () => manyRuns(200)],
]);

export const scenarioNames: readonly string[] = [...scenarios.keys()];

/** The scenario of that name. Throws a `RangeError` when there is none. */
export function scenarioOf(name: string): Scenario {
	const make = scenarios.get(name);

	if (make === undefined) {
		throw new RangeError(`no scenario is called ${name}; there are ${scenarioNames.join(', ')}`);
	}

	return make();
}

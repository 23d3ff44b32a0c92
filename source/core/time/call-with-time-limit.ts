import {createContext, Script} from 'node:vm';
import type {Duration} from './clock.ts';

type Bench = {work: (() => unknown) | null};

const bench: Bench = {work: null};
const context = createContext(bench);
const script = new Script('work()');

/**
 * What the work gives, or null when it takes longer than so many milliseconds. A regular expression that someone typed
 * may run for years, and nothing but this stops one on the same thread. It costs about a fifth of a millisecond, so
 * many entries are looked at in one call; and since the work is broken off anywhere, it may change nothing by itself.
 */
export function callWithTimeLimit<T>(limit: Duration, work: () => T): T | null {
	bench.work = work;

	try {
		return script.runInContext(context, {timeout: limit}) as T;
	} catch (error) {
		// It is an error of the script's own realm, so that it is none of our `Error`.
		if (typeof error === 'object' && error !== null && 'code' in error && error.code === timedOut) {
			return null;
		}

		throw error;
	} finally {
		bench.work = null;
	}
}

const timedOut = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

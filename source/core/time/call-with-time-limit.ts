import {createContext, Script} from 'node:vm';
import type {Duration} from './clock.ts';

const globals: {work: (() => unknown) | null} = {work: null};
const context = createContext(globals);
const script = new Script('work()');

/**
 * Returns the result of `work`, or null after `limit`. Needed for regular expressions of the user, which may run for
 * years: only `node:vm` can interrupt one on the same thread. A call costs about 0.2 ms, so batch the work. It is
 * interrupted anywhere, so it must have no side effects.
 */
export function callWithTimeLimit<T>(limit: Duration, work: () => T): T | null {
	globals.work = work;

	try {
		return script.runInContext(context, {timeout: limit}) as T;
	} catch (error) {
		// An error of the script's realm is not an `instanceof` our `Error`.
		if (typeof error === 'object' && error !== null && 'code' in error && error.code === timedOut) {
			return null;
		}

		throw error;
	} finally {
		globals.work = null;
	}
}

const timedOut = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

import {createContext, Script} from 'node:vm';
import type {Duration} from './clock.ts';

const globals: {work: (() => unknown) | null} = {work: null};
const context = createContext(globals);
const script = new Script('work()');

/**
 * Returns the result of `work`; null if `work` takes longer than `limit`. A user's regular expression may run for
 * years, and only `node:vm` can interrupt it on the same thread. A call costs about 0.2 ms, so batch the work. The
 * interrupt can happen at any point, so `work` must have no side effects.
 */
export function callWithTimeLimit<T>(limit: Duration, work: () => T): T | null {
	globals.work = work;

	try {
		return script.runInContext(context, {timeout: limit}) as T;
	} catch (error) {
		// An error from the VM context is not an instance of this module's `Error`.
		if (typeof error === 'object' && error !== null && 'code' in error && error.code === timedOut) {
			return null;
		}

		throw error;
	} finally {
		globals.work = null;
	}
}

const timedOut = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

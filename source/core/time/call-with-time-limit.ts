import {createContext, Script} from 'node:vm';
import type {Duration} from './clock.ts';

const globals: {work: (() => unknown) | null} = {work: null};
// Only `node:vm` can interrupt code on the same thread. A call costs about 0.2 ms, and a context some milliseconds.
let runInTime: ((limit: Duration) => unknown) | null = null;

function createRunner() {
	const context = createContext(globals);
	const script = new Script('work()');
	return (limit: Duration): unknown => script.runInContext(context, {timeout: limit});
}

/** Null if `work` takes longer than `limit`. It may be interrupted at any point, so it must have no side effects. */
export function callWithTimeLimit<T>(limit: Duration, work: () => T): T | null {
	globals.work = work;

	try {
		runInTime ??= createRunner();
		return runInTime(limit) as T;
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

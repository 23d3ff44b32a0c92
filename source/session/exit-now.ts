import type {Cancel, Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {exitWithoutThreads} from '../terminal/process-control.ts';

/** The names of work in other threads. `process.exit` waits for it: up to 30 seconds for a DNS lookup. */
const blockingWork: ReadonlySet<string> = new Set([
	'GetAddrInfoReqWrap',
	'GetNameInfoReqWrap',
	'FSReqCallback',
	'FSReqPromise',
]);

/**
 * Exits. `isBlocked`: whether work in other threads would delay `process.exit`. On Windows, the exit waits for it.
 */
export function exitNow(
	exitCode: number,
	isBlocked = process.getActiveResourcesInfo().some(name => blockingWork.has(name)),
): void {
	if (isBlocked) {
		exitWithoutThreads(exitCode);
	}

	process.exit(exitCode);
}

/** How long pending work may continue after the last line of output, in milliseconds. */
const graceMs: Duration = 1500;

/** Exits even if a file operation (on a disconnected network folder) never ends. Call it after the last output line. */
export function exitAfterGrace(exitCode: number): Cancel {
	return systemClock.after(graceMs, () => {
		exitNow(exitCode, true);
	});
}

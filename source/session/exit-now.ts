import type {Cancel, Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';

/** The names of work in other threads. `process.exit` waits for it: up to 30 seconds for a DNS lookup. */
const blockingWork: ReadonlySet<string> = new Set([
	'GetAddrInfoReqWrap',
	'GetNameInfoReqWrap',
	'FSReqCallback',
	'FSReqPromise',
	// The thread that saves the state, while it works.
	'MessagePort',
]);

/**
 * Exits. If work in other threads would delay `process.exit` (`isBlocked`), first replaces the process by a
 * shell that exits at once (`execve`). Windows has no `execve`, so there the exit waits for this work.
 */
export function exitNow(
	exitCode: number,
	isBlocked = process.getActiveResourcesInfo().some(name => blockingWork.has(name)),
): void {
	if (isBlocked && process.platform !== 'win32') {
		process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
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

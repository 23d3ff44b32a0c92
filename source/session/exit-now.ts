import type {Cancel, Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';

/** Requests that Node runs in its thread pool. `process.exit` waits for them, up to half a minute for a DNS lookup. */
const blockingRequests: ReadonlySet<string> = new Set([
	'GetAddrInfoReqWrap',
	'GetNameInfoReqWrap',
	'FSReqCallback',
	'FSReqPromise',
]);

/**
 * Exits without waiting for blocking requests: `execve` replaces the process by a shell that ends with the same code.
 * Windows has no `execve`, so it waits.
 */
export function exitNow(
	exitCode: number,
	isBlocked = process.getActiveResourcesInfo().some(name => blockingRequests.has(name)),
): void {
	if (isBlocked && process.platform !== 'win32') {
		process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
	}

	process.exit(exitCode);
}

/** The process ends within two seconds of its last line. */
const graceMs: Duration = 1500;

/**
 * Call it after the last line. Pending work may still finish, but a file call that never returns, as in a network folder
 * that is gone, does not keep the process alive. Call the result when all work has finished.
 */
export function exitAfterGrace(exitCode: number): Cancel {
	return systemClock.after(graceMs, () => {
		exitNow(exitCode, true);
	});
}

import type {Cancel, Duration} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';

/** What the system was asked for in a thread of its own: Node waits for the answer even when it is told to exit. */
const requested: ReadonlySet<string> = new Set([
	'GetAddrInfoReqWrap',
	'GetNameInfoReqWrap',
	'FSReqCallback',
	'FSReqPromise',
]);

/**
 * Leaves the process. `process.exit` waits for what the system has not answered yet, and a look-up of a name may take
 * half a minute when the network is away; nobody who pressed ctrl+c waits that long. Then another program takes this one's
 * place, which does nothing but end with the same code. Windows has no such way and waits.
 */
export function leaveNow(
	exitCode: number,
	isHeldUp = process.getActiveResourcesInfo().some(name => requested.has(name)),
): void {
	if (isHeldUp && process.platform !== 'win32') {
		process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
	}

	process.exit(exitCode);
}

/** How long the process may take after its last line: within two seconds it is gone. */
const afterLastLine: Duration = 1500;

/**
 * Called after the last line: what is still under way may end in its own time, but a file call that never returns, as in
 * a network folder that is gone, does not keep the process. Returns what is called when all has ended.
 */
export function leaveSoon(exitCode: number): Cancel {
	return systemClock.after(afterLastLine, () => {
		leaveNow(exitCode, true);
	});
}

/** This process, for those who end it and listen to its events: it is left without waiting. */
export const leavable = {
	on: (event: string, listener: (...values: unknown[]) => void) => process.on(event, listener),
	off: (event: string, listener: (...values: unknown[]) => void) => process.off(event, listener),
	exit: leaveNow,
};

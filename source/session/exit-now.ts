import {exitWithoutThreads} from '../terminal/platform.ts';

/** The names of work in other threads. `process.exit` waits for it: up to 30 seconds for a DNS lookup. */
const blockingWork: ReadonlySet<string> = new Set([
	'GetAddrInfoReqWrap',
	'GetNameInfoReqWrap',
	'FSReqCallback',
	'FSReqPromise',
]);

/** Exits, without waiting for work in other threads. On Windows, the exit waits for it. */
export function exitNow(exitCode: number): void {
	if (process.getActiveResourcesInfo().some(name => blockingWork.has(name))) {
		exitWithoutThreads(exitCode);
	}

	process.exit(exitCode);
}
